import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { namesQuery } from '../api/queries.ts';

/** A customer by name, where it is not given as far as whoever looks may see it. */
export function CustomerLink({ id, name }: { id: string; name?: string | null | undefined }) {
  const asked = useQuery({ ...namesQuery([id]), enabled: name === undefined });
  return (
    <Link to="/customers/$id" params={{ id }}>
      {name ?? asked.data?.[id] ?? id.slice(0, 8)}
    </Link>
  );
}
