import { ReadModels1790000000000 } from './1790000000000-read-models.ts';

export const migrations = [ReadModels1790000000000];
