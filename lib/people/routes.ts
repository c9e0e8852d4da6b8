import { z } from "@hono/zod-openapi";
import { addressOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { acceptInvitation } from "#lib/people/accept-invitation.ts";
import { changeRole, giveShowRole, takeRoles, takeShowRole } from "#lib/people/change-role.ts";
import { invite, resendInvitation, revokeInvitation } from "#lib/people/invite.ts";
import { listInvitations, listPeople } from "#lib/people/queries.ts";
import {
  acceptInput,
  invitationInput,
  invitationView,
  peoplePage,
  peopleQuery,
  roleChange,
  showOfPerson,
  showRoleChange,
} from "#lib/people/schema.ts";

const { routes, route } = openRoutes("People");
export const peopleRoutes = routes;

route.owner.get(
  "/settings/people",
  {
    summary: "Who works here, newest account first, by part of a name or address",
    query: peopleQuery,
    answer: peoplePage,
  },
  ({ app, who, query }) => listPeople(app, who, query),
);
route.owner.patch(
  "/settings/people/{id}",
  { summary: "Give somebody another role for the whole shop", body: roleChange },
  ({ app, who, id, body }) => changeRole(app, who, id, body.role),
);
route.owner.delete(
  "/settings/people/{id}",
  { summary: "Take every role of somebody away; the account stays" },
  ({ app, who, id }) => takeRoles(app, who, id),
);
route.owner.put(
  "/settings/people/{id}/shows/{showId}",
  { summary: "Give somebody a role in one show", params: showOfPerson, body: showRoleChange },
  ({ app, who, id, params, body }) => giveShowRole(app, who, { personId: id, showId: params.showId }, body.role),
);
route.owner.delete(
  "/settings/people/{id}/shows/{showId}",
  { summary: "Take a role in one show away", params: showOfPerson },
  ({ app, who, id, params }) => takeShowRole(app, who, { personId: id, showId: params.showId }),
);

route.owner.get(
  "/settings/invitations",
  { summary: "The newest invitations and what became of them", answer: z.array(invitationView) },
  ({ app, who }) => listInvitations(app, who),
);
route.owner.post(
  "/settings/invitations",
  { summary: "Invite an address to a role, by mail", body: invitationInput, answer: invitationView, makes: true },
  ({ app, who, body }) => invite(app, who, body),
);
route.owner.post(
  "/settings/invitations/{id}/resend",
  { summary: "Send an open invitation again, under a new link", answer: invitationView },
  ({ app, who, id }) => resendInvitation(app, who, id),
);
route.owner.delete(
  "/settings/invitations/{id}",
  { summary: "Revoke an invitation that nobody took" },
  ({ app, who, id }) => revokeInvitation(app, who, id),
);
route.signedIn.post(
  "/invitations/acceptance",
  { summary: "Take the role that a mail offered, with the token of its link, once", body: acceptInput },
  async ({ app, who, body, c }) => {
    await app.limits.shared.spend("passwordsByAddress", addressOf(c));
    await acceptInvitation(app, who, body.token);
  },
);
