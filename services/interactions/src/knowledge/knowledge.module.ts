import { Module } from '@nestjs/common';
import { KnowledgeTable } from './knowledge-table.ts';
import { KnowledgeController } from './knowledge.controller.ts';
import { UsesController } from './uses.controller.ts';

/** Articles and reply templates, with use and usefulness measured. */
@Module({ controllers: [KnowledgeController, UsesController], providers: [KnowledgeTable] })
export class KnowledgeModule {}
