import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Problem } from './api/problem.ts';
import { useSession } from './api/session.ts';
import { SignIn } from './pages/sign-in.tsx';
import { router } from './router.tsx';
import { theme, variables } from './theme.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the caller did wrong stays wrong; what the network did may pass.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});

/** Another person must not see, for a moment, what the one before them saw. */
function useForgetOnSignOut(token: string | undefined): void {
  useEffect(() => {
    if (token === undefined) queries.clear();
  }, [token]);
}

function Inside() {
  const { session } = useSession();
  useForgetOnSignOut(session?.token);
  return session ? <RouterProvider router={router} /> : <SignIn />;
}

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Inside />
      </QueryClientProvider>
    </MantineProvider>
  );
}
