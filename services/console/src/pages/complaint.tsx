export function Complaint() {
  return null;
}
