import type { ReactNode } from 'react';

function Icon({ children, size = 20 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const WorkIcon = () => (
  <Icon>
    <rect x="4" y="5" width="16" height="15" rx="2.5" />
    <path d="M8 12.5l2.6 2.6L16 9.7" />
  </Icon>
);
export const CustomersIcon = () => (
  <Icon>
    <circle cx="9.5" cy="8.5" r="3.5" />
    <path d="M3 19.5c.6-3.6 3-5.5 6.500-5.500s5.900 1.900 6.500 5.500M16 5.400a3.500 3.500 0 010 6.300M18.300 14.700c1.500.9 2.400 2.500 2.700 4.800" />
  </Icon>
);
export const StaffIcon = () => (
  <Icon>
    <rect x="4" y="4" width="16" height="16" rx="2.5" />
    <circle cx="12" cy="10" r="2.6" />
    <path d="M7.5 17c.8-2.400 2.400-3.500 4.500-3.500s3.700 1.100 4.500 3.500" />
  </Icon>
);
export const ComplaintsIcon = () => (
  <Icon>
    <path d="M4 6.500A2.500 2.500 0 016.500 4h11A2.500 2.500 0 0120 6.500v7a2.500 2.500 0 01-2.500 2.500H12l-4.500 4V16h-1A2.500 2.500 0 014 13.500z" />
    <path d="M12 7.500v3.200M12 13.200v.1" />
  </Icon>
);
export const ValueIcon = () => (
  <Icon>
    <path d="M4 9.5L8 4h8l4 5.500L12 20z" />
    <path d="M4 9.500h16M9 9.500l3 10 3-10" />
  </Icon>
);
export const ParkedIcon = () => (
  <Icon>
    <path d="M4 13.500V18a2 2 0 002 2h12a2 2 0 002-2v-4.500" />
    <path d="M4 13.500L6.500 6h11L20 13.500h-4.500a3.500 3.500 0 01-7 0z" />
  </Icon>
);
export const DuplicatesIcon = () => (
  <Icon>
    <rect x="8" y="8" width="12" height="12" rx="2" />
    <path d="M5 16H4V5a1 1 0 011-1h11v1" />
  </Icon>
);
export const SurveysIcon = () => (
  <Icon>
    <path d="M6 3.500h12v17H6z" />
    <path d="M9 8.500h6M9 12.500h6M9 16.500h3" />
  </Icon>
);
export const DeliveryIcon = () => (
  <Icon>
    <rect x="3.5" y="5.5" width="17" height="13" rx="2" />
    <path d="M4 7l8 6.5L20 7" />
  </Icon>
);
export const CataloguesIcon = () => (
  <Icon>
    <path d="M5 5.500C8 4 10.500 4.500 12 6c1.500-1.500 4-2 7-.500v13c-3-1.500-5.500-1-7 .500-1.500-1.500-4-2-7-.500z" />
    <path d="M12 6v13" />
  </Icon>
);
export const ErasuresIcon = () => (
  <Icon>
    <path d="M12 3.500l7 3v5c0 4.500-3 7.500-7 9-4-1.500-7-4.500-7-9v-5z" />
    <path d="M9.500 9.500l5 5M14.500 9.500l-5 5" />
  </Icon>
);
export const MeasuresIcon = () => (
  <Icon>
    <path d="M4 20h16M6.500 16.500v-4M11 16.500V8M15.500 16.500v-6M20 16.500V5" />
  </Icon>
);
export const SearchIcon = ({ size = 18 }: { size?: number }) => (
  <Icon size={size}>
    <circle cx="10.500" cy="10.500" r="6" />
    <path d="M15 15l5 5" />
  </Icon>
);
export const SettingsIcon = () => (
  <Icon>
    <path d="M4 7.500h9M17 7.500h3M4 16.500h3M11 16.500h9" />
    <circle cx="15" cy="7.500" r="2" />
    <circle cx="9" cy="16.500" r="2" />
  </Icon>
);
export const DownloadIcon = () => (
  <Icon size={15}>
    <path d="M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 20h14" />
  </Icon>
);
export const ArrowIcon = ({ direction }: { direction: 'up' | 'down' | 'flat' }) => (
  <Icon size={16}>
    {direction === 'up' && <path d="M12 19V5M6 11l6-6 6 6" />}
    {direction === 'down' && <path d="M12 5v14M6 13l6 6 6-6" />}
    {direction === 'flat' && <path d="M5 12h14M13 6l6 6-6 6" />}
  </Icon>
);
export const LateIcon = () => (
  <Icon size={15}>
    <path d="M12 3.500l9 16.500H3z" />
    <path d="M12 10v4.500M12 17.300v.1" />
  </Icon>
);
export const ClockIcon = () => (
  <Icon size={15}>
    <circle cx="12" cy="12" r="8.500" />
    <path d="M12 7v5l3.500 2" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon size={15}>
    <path d="M5 12.500l4.500 4.500L19 7.500" />
  </Icon>
);
export const Mark = () => (
  <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" fill="#3646a8" />
    <path
      d="M9 20.500c0-6 3.500-10 7-10s7 4 7 10"
      fill="none"
      stroke="#fff"
      strokeWidth="2.600"
      strokeLinecap="round"
    />
    <circle cx="9" cy="21" r="2.600" fill="#fff" />
    <circle cx="23" cy="21" r="2.600" fill="#fff" />
  </svg>
);
