import { Problem, staffSeen, subjectOf, type Whose } from '@rapport/service-kit';
import { customerOfEpisode } from '../projections/episodes.query.ts';
import { givenTo, seesTeam } from '../projections/work-sight.query.ts';

/** An item that is one's own is seen whosever customer it is about; that of another team is not. */
const ofWorkItem: Whose = async (id, { pool, viewer }) => {
  const given = await givenTo(pool, id);
  const staff = staffSeen(viewer);
  if (given === undefined || staff === null || (given.assignee !== null && staff.includes(given.assignee))) return [];
  if (given.team !== null && !(await seesTeam(pool, given.team, { staff, teams: viewer.teams }))) {
    throw new Problem('forbidden', 'This is the work of another team.');
  }
  return given.subject.startsWith('workItem:') ? [] : [given.subject];
};

/** Whose customer's each record is that a route names: see `SightModule`. */
export const whose: Readonly<Record<string, Whose>> = {
  interactionId: subjectOf('interaction'),
  interaction: subjectOf('interaction'),
  feedbackId: subjectOf('feedback'),
  purchaseId: subjectOf('purchase'),
  orderId: subjectOf('order'),
  deliveryId: subjectOf('delivery'),
  requirementsId: subjectOf('requirements'),
  goalId: subjectOf('goal'),
  messageId: subjectOf('message'),
  useId: subjectOf('knowledgeUse'),
  episodeId: customerOfEpisode,
  workItemId: ofWorkItem,
};
