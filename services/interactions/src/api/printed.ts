export const section = (title: string, content: string): string =>
  `<section><h2>${escaped(title)}</h2>${content}</section>`;

/** A table whose rows are named by their first cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = head.map(text => `<th scope="col">${escaped(text)}</th>`).join('');
  const body = rows.map(([name = '', ...cells]) => {
    const rest = cells.map(cell => `<td>${escaped(cell)}</td>`).join('');
    return `<tr><th scope="row">${escaped(name)}</th>${rest}</tr>`;
  });
  return `<table><thead><tr>${heads}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
