import type { CustomerRow, CustomerView, Page } from '../api/types.ts';

/** The rows that are shown, with what the newest views say of them; their order stays, so that nothing jumps. */
export function patched(
  pages: readonly Page<CustomerRow>[],
  views: ReadonlyMap<string, CustomerView>,
): Page<CustomerRow>[] {
  return pages.map(page => ({
    ...page,
    items: page.items.map(row => {
      const view = views.get(row.customerId);
      if (!view) return row;
      const { stage = row.stage, contacts, complaints } = view;
      return {
        ...row,
        ...(stage === undefined ? {} : { stage }),
        name: view.name ?? row.name ?? null,
        lastContactAt: contacts?.lastAt ?? row.lastContactAt ?? null,
        openComplaints: complaints?.open?.length ?? row.openComplaints ?? 0,
      };
    }),
  }));
}
