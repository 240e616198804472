import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { useSession } from './api/session.ts';
import { opens } from './format/rights.ts';
import { NotFound } from './pages/not-found.tsx';
import { Crashed } from './parts/states.tsx';
import { Shell } from './parts/shell.tsx';

export interface CustomersSearch {
  q?: string;
}
export interface ComplaintsSearch {
  status?: 'closed';
}

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

function Start() {
  const { session } = useSession();
  return <Navigate to={opens(session?.role, 'customers') ? '/customers' : '/measures'} replace />;
}

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start });
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search: Record<string, unknown>): CustomersSearch =>
    typeof search['q'] === 'string' && search['q'] !== '' ? { q: search['q'] } : {},
  component: lazyRouteComponent(() => import('./pages/customers.tsx'), 'Customers'),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('./pages/customer.tsx'), 'Customer'),
});
const complaints = createRoute({
  getParentRoute: () => root,
  path: '/complaints',
  validateSearch: (search: Record<string, unknown>): ComplaintsSearch =>
    search['status'] === 'closed' ? { status: 'closed' } : {},
  component: lazyRouteComponent(() => import('./pages/complaints.tsx'), 'ComplaintList'),
});
const complaint = createRoute({
  getParentRoute: () => root,
  path: '/complaints/$id',
  component: lazyRouteComponent(() => import('./pages/complaint.tsx'), 'Complaint'),
});
const measures = createRoute({
  getParentRoute: () => root,
  path: '/measures',
  component: lazyRouteComponent(() => import('./pages/measures.tsx'), 'Measures'),
});
const parked = createRoute({
  getParentRoute: () => root,
  path: '/parked',
  component: lazyRouteComponent(() => import('./pages/parked.tsx'), 'Parked'),
});

export const router = createRouter({
  routeTree: root.addChildren([start, customers, customer, complaints, complaint, measures, parked]),
  defaultPreload: 'intent',
  defaultErrorComponent: Crashed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
