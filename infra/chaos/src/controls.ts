import type { Control } from './controls/control.ts';
import { kafkajs } from './controls/kafkajs.ts';
import { outOfPlace } from './controls/out-of-place.ts';
import { readerControls } from './controls/readers.ts';
import { relayControls } from './controls/relays.ts';
import { restored } from './controls/restore.ts';

export const CONTROLS: readonly Control[] = [...relayControls, ...readerControls, restored, outOfPlace, kafkajs];
