// What the customer's page may use of guests.
export { isGuestPage } from './guestToken.ts';
export { loadGuest } from './loadGuest.ts';
