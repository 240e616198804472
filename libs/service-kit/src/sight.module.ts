import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { SightInterceptor, WHOSE, type Whose, type WhoseByName } from './sight.interceptor.ts';
import { Sights } from './sights.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id is the customer's own. */
export const itself: Whose = id => Promise.resolve([id]);

/** Whose history the stream of this kind belongs to; a stream need not be about a customer. */
export const subjectOf =
  (kind: string): Whose =>
  async (id, { pool }) => {
    const { rows } = await pool.query<{ subject: string }>('select subject from messaging.streams where stream = $1', [
      `${kind}-${id}`,
    ]);
    return rows.map(({ subject }) => subject).filter(subject => UUID.test(subject));
  };

/**
 * Limits a service to the customers whom one may see: every route that names a customer, or a record by one of these names. The
 * service keeps the read model `sight` and its migration, and filters its lists by `Sights.staffSeenBy` and `seenBy`.
 */
@Module({})
export class SightModule {
  static of(whose: WhoseByName): DynamicModule {
    return {
      module: SightModule,
      global: true,
      providers: [
        Sights,
        { provide: WHOSE, useValue: { customer: itself, customerId: itself, ...whose } },
        { provide: APP_INTERCEPTOR, useClass: SightInterceptor },
      ],
      exports: [Sights],
    };
  }
}
