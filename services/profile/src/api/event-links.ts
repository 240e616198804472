/** Where each thing that events name by its id can be read, through the gateway. */
const READ_AT: Readonly<Record<string, string>> = {
  interactionId: '/api/interactions/v1/interactions/',
  feedbackId: '/api/interactions/v1/feedback/',
  episodeId: '/api/interactions/v1/episodes/',
  purchaseId: '/api/interactions/v1/purchases/',
  orderId: '/api/interactions/v1/orders/',
  deliveryId: '/api/interactions/v1/deliveries/',
  requirementsId: '/api/interactions/v1/requirements/',
  goalId: '/api/interactions/v1/goals/',
  complaintId: '/api/complaints/v1/complaints/',
  survivorId: '/api/profile/v1/customers/',
  absorbedId: '/api/profile/v1/customers/',
};

/** The addresses of what an event names, by the name of the fact. */
export const linksOf = (facts: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([fact, id]) => {
      const place = READ_AT[fact];
      return place === undefined || typeof id !== 'string' ? [] : [[fact, `${place}${id}`]];
    }),
  );
