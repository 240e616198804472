export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly label: string;
}

const WIDTH = 960;
const HEIGHT = 180;
const BASE = HEIGHT - 22;

/** Bars as a drawing in the page itself. Names and labels are ours and hold nothing to escape. */
export function bars(title: string, all: readonly Bar[]): string {
  const most = Math.max(1, ...all.map(({ value }) => value));
  const step = WIDTH / Math.max(1, all.length);
  const drawn = all.map(({ name, value, label }, i) => {
    const [middle, height] = [(i + 0.5) * step, (value / most) * (BASE - 22)];
    return `<rect x="${(middle - step * 0.32).toFixed(1)}" y="${(BASE - height).toFixed(1)}" width="${(step * 0.64).toFixed(1)}" height="${height.toFixed(1)}" fill="#3b6ea5"/>
<text x="${middle.toFixed(1)}" y="${(BASE - height - 5).toFixed(1)}">${value === 0 ? '' : label}</text><text x="${middle.toFixed(1)}" y="${HEIGHT - 6}">${name}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" font-size="11" text-anchor="middle" fill="#1a1a1a"><line x1="0" x2="${WIDTH}" y1="${BASE}" y2="${BASE}" stroke="#1a1a1a"/>${drawn.join('')}</svg>`;
}
