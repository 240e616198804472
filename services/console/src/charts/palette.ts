export interface Palette {
  text: string;
  dim: string;
  line: string;
  strong: string;
  surface: string;
  accent: string;
  good: string;
  bad: string;
  font: string;
}

/** Charts take their colours from the page, so that light and dark need no second list. */
export function paletteOf(element: Element): Palette {
  const probe = document.createElement('i');
  element.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = {
    text: colour('--text'),
    dim: colour('--dim'),
    line: colour('--line'),
    strong: colour('--line-strong'),
    surface: colour('--surface'),
    accent: colour('--accent'),
    good: colour('--good'),
    bad: colour('--bad'),
    font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return palette;
}
