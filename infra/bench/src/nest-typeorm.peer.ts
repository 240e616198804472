import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { Column, DataSource, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** The peer of the write path: how a Nest service with TypeORM is usually written, inserting the same rows. */
class Contact {
  @IsUUID() customerId!: string;
  @IsString() channel!: string;
  @IsIn(['inbound', 'outbound']) direction!: string;
  @IsString() phase!: string;
  @IsString() type!: string;
  @IsOptional() @IsString() outcome?: string;
  @IsOptional() @IsString() agentId?: string;
  @IsOptional() @IsInt() waitedSeconds?: number;
  @IsOptional() @IsInt() handOvers?: number;
  @IsOptional() @IsArray() flags?: string[];
  @IsString() source!: string;
  @IsString() sourceId!: string;
}

@Entity({ schema: 'peer', name: 'streams' })
class Stream {
  @PrimaryColumn('text') stream!: string;
  @Column('text') subject!: string;
  @Column('int') version!: number;
  @Column('jsonb') state!: object;
}

@Entity({ schema: 'peer', name: 'events' })
class Event {
  @PrimaryGeneratedColumn({ type: 'bigint' }) position!: string;
  @Column('uuid') id!: string;
  @Column('text') type!: string;
  @Column('text') subject!: string;
  @Column('text') stream!: string;
  @Column('json') payload!: object;
  @Column('timestamptz') occurredAt!: Date;
}

@Entity({ schema: 'peer', name: 'outbox' })
class Outbox {
  @PrimaryColumn('bigint') position!: string;
}

const source = new DataSource({
  type: 'postgres',
  url: process.env['DATABASE_URL'] ?? '',
  entities: [Stream, Event, Outbox],
  schema: 'peer',
  synchronize: true,
  poolSize: 8,
});

@Controller()
class ContactsController {
  @Get('livez') live() {
    return { ok: true };
  }

  @Post('v1/interactions')
  async record(@Body() body: Contact) {
    const id = randomUUID();
    const stream = `interaction-${id}`;
    await source.transaction(async manager => {
      await manager.insert(Stream, { stream, subject: body.customerId, version: 1, state: { status: 'recorded' } });
      const { identifiers } = await manager.insert(Event, {
        id: randomUUID(),
        type: 'InteractionRecorded',
        subject: body.customerId,
        stream,
        payload: body,
        occurredAt: new Date(),
      });
      await manager.insert(Outbox, { position: String(identifiers[0]?.['position']) });
    });
    return { interactionId: id };
  }
}

@Module({ controllers: [ContactsController] })
class PeerModule {}

const { Client } = (await import('pg')).default;
const client = new Client({ connectionString: process.env['DATABASE_URL'] });
await client.connect();
await client.query('create schema if not exists peer');
await client.end();
await source.initialize();
const app = await NestFactory.create(PeerModule, new FastifyAdapter(), { logger: ['error'] });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
await app.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => void app.close().then(() => source.destroy()));
