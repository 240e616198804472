const HOUR = 3_600_000;
const OPENS = 9;
const CLOSES = 17;

/** The moment `hours` of working time later: Monday to Friday, 9 to 17 UTC. Agents work then, customers whenever they like. */
export function addWorkingHours(from: Date, hours: number): Date {
  let at = nextOpening(from);
  let left = Math.max(0, hours) * HOUR;
  for (;;) {
    const closing = atHour(at, CLOSES);
    const rest = closing.getTime() - at.getTime();
    if (left < rest) return new Date(at.getTime() + Math.round(left));
    left -= rest;
    at = nextOpening(closing);
  }
}

function nextOpening(from: Date): Date {
  let at = from.getUTCHours() >= CLOSES ? atHour(from, OPENS + 24) : from;
  if (at.getUTCHours() < OPENS) at = atHour(at, OPENS);
  while (at.getUTCDay() === 0 || at.getUTCDay() === 6) at = atHour(at, OPENS + 24);
  return at;
}

function atHour(day: Date, hour: number): Date {
  const moved = new Date(day);
  moved.setUTCHours(hour, 0, 0, 0);
  return moved;
}
