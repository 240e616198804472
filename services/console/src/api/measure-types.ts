export interface Measured {
  /** ISO instant up to which the figures reach. */
  asOf: string;
}

export interface Satisfaction extends Measured {
  n: number;
  mean: number | null;
  low?: number | null;
  high?: number | null;
  distribution: { from: number; to: number; customers: number }[];
  byMonth: { month: string; mean: number | null; n: number }[];
}

export interface RetentionMonth {
  /** `2026-03` */
  month: string;
  atStart: number;
  new: number;
  atEnd: number;
  rate: number | null;
}

export interface Retention extends Measured {
  months: RetentionMonth[];
}

export interface ChannelFigures {
  channel: string;
  interactions: number;
  share: number;
  meanCsat: number | null;
  nCsat: number;
  complaints: number;
}

export interface Channels extends Measured {
  channels: ChannelFigures[];
}

export interface Counted {
  key: string;
  n: number;
}

export interface Complaints extends Measured {
  total: number;
  byCause: Counted[];
  byChannel: Counted[];
  byTimeliness: Counted[];
  byDispute: Counted[];
  byMonth: { month: string; n: number }[];
}

export interface Overview extends Measured {
  customers: number;
  interactions: number;
  feedback: number;
  purchases: number;
  complaints: { open: number; closed: number };
}
