import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { useSession } from './api/session.ts';
import { opens } from './format/rights.ts';
import { NotFound } from './pages/not-found.tsx';
import { Crashed } from './parts/states.tsx';
import { Shell } from './parts/shell.tsx';

export interface CustomersSearch {
  q?: string;
}
export interface CustomerSearch {
  /** Which part of the page; the overview where none is named. */
  tab?: string;
}
export interface DeliverySearch {
  customer?: string;
}
export interface CataloguesSearch {
  name?: string;
}
/** Without a word it is the team's. */
export interface WorkSearch {
  whose?: 'mine' | 'all';
}
export interface ComplaintsSearch {
  status?: 'closed';
}

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

function Start() {
  const role = useSession().session?.role;
  if (role === 'administrator') return <Navigate to="/catalogues" replace />;
  return <Navigate to={opens(role, 'customers') ? '/customers' : '/measures'} replace />;
}

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start });
const work = createRoute({
  getParentRoute: () => root,
  path: '/work',
  validateSearch: (search: Record<string, unknown>): WorkSearch =>
    search['whose'] === 'mine' || search['whose'] === 'all' ? { whose: search['whose'] } : {},
  component: lazyRouteComponent(() => import('./pages/work.tsx'), 'Work'),
});
const brief = createRoute({
  getParentRoute: () => root,
  path: '/work/brief',
  component: lazyRouteComponent(() => import('./pages/brief.tsx'), 'BriefOfTeam'),
});
const workRules = createRoute({
  getParentRoute: () => root,
  path: '/work/rules',
  component: lazyRouteComponent(() => import('./pages/work-rules.tsx'), 'WorkRules'),
});
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
  validateSearch: (search: Record<string, unknown>): CustomerSearch =>
    typeof search['tab'] === 'string' ? { tab: search['tab'] } : {},
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
const value = createRoute({
  getParentRoute: () => root,
  path: '/value',
  component: lazyRouteComponent(() => import('./pages/value.tsx'), 'Value'),
});
const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('./pages/duplicates.tsx'), 'Duplicates'),
});
const erasures = createRoute({
  getParentRoute: () => root,
  path: '/erasures',
  component: lazyRouteComponent(() => import('./pages/erasures.tsx'), 'Erasures'),
});
const surveys = createRoute({
  getParentRoute: () => root,
  path: '/surveys',
  component: lazyRouteComponent(() => import('./pages/surveys.tsx'), 'Surveys'),
});
const delivery = createRoute({
  getParentRoute: () => root,
  path: '/delivery',
  validateSearch: (search: Record<string, unknown>): DeliverySearch =>
    typeof search['customer'] === 'string' ? { customer: search['customer'] } : {},
  component: lazyRouteComponent(() => import('./pages/delivery.tsx'), 'Delivery'),
});
const catalogues = createRoute({
  getParentRoute: () => root,
  path: '/catalogues',
  validateSearch: (search: Record<string, unknown>): CataloguesSearch =>
    typeof search['name'] === 'string' ? { name: search['name'] } : {},
  component: lazyRouteComponent(() => import('./pages/catalogues.tsx'), 'Catalogues'),
});
const staff = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  component: lazyRouteComponent(() => import('./pages/staff.tsx'), 'Staff'),
});
const parked = createRoute({
  getParentRoute: () => root,
  path: '/parked',
  component: lazyRouteComponent(() => import('./pages/parked.tsx'), 'Parked'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    work,
    brief,
    workRules,
    customers,
    customer,
    complaints,
    complaint,
    measures,
    value,
    duplicates,
    erasures,
    surveys,
    delivery,
    catalogues,
    staff,
    parked,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: Crashed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
