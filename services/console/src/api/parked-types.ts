export interface ParkedItem {
  id: number;
  topic: string;
  partition: number;
  offset: number;
  subject: string;
  eventId: string | null;
  type: string | null;
  reason: string;
  parkedAt: string;
  behind: number;
  tries: number;
  triedAt: string | null;
  failure: string | null;
  droppedAt: string | null;
  droppedBy: string | null;
  dropReason: string | null;
}

export interface ParkedWhole extends ParkedItem {
  headers: Record<string, string>;
  data: unknown;
  text: string | null;
}

export interface ParkedSummary {
  events: number;
  subjects: number;
  dropped: number;
  oldestAt: string | null;
}

export interface Retried {
  retried: number;
  failed: { id: number; subject: string; reason: string }[];
  next: string | null;
}
