import { dirname, join, normalize } from 'node:path/posix';

export interface Page {
  readonly path: string;
  readonly text: string;
}

const LINK = /\[(?:[^\]]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;

/** Links of a page to files and headings of the repository that are not there. `exists` knows files and folders. */
export function deadLinks(page: Page, exists: (path: string) => boolean, textAt: (path: string) => string): string[] {
  const targets = [...withoutCode(page.text).matchAll(LINK)].map(([, target = '']) => decodeURI(target));
  return targets
    .filter(target => !/^[a-z][a-z+.-]*:/i.test(target))
    .filter(target => {
      const [file = '', heading] = target.split('#');
      const path = file === '' ? page.path : normalize(join(dirname(page.path), file));
      if (!exists(path)) return true;
      return heading !== undefined && path.endsWith('.md') && !headings(textAt(path)).has(heading);
    });
}

const withoutCode = (text: string): string => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '``');

/** The anchors that a page's headings get where it is shown. */
export function headings(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const lines = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6} +(.+)$/gm);
  return new Set(
    [...lines].map(([, title = '']) => {
      const slug = title
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-');
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      return before === 0 ? slug : `${slug}-${before}`;
    }),
  );
}
