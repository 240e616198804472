import { ReadModels1790000000000 } from './1790000000000-read-models.ts';
import { SatisfactionInView1790000000001 } from './1790000000001-satisfaction-in-view.ts';
import { MonthsInView1790000000002 } from './1790000000002-months-in-view.ts';

export const migrations = [ReadModels1790000000000, SatisfactionInView1790000000001, MonthsInView1790000000002];
