-- Gives an order to somebody else, for operators only.
-- Outcomes: transferred (also when it was theirs before), not_found, not_transferable, over_limit (unless
-- p_override).
-- Returns {outcome, state, edition, before, limit, bought}; before is {userId, contact} of who had it, and absent
-- when nothing changed.
CREATE FUNCTION transfer_preorder(
  p_id uuid, p_to uuid, p_contact text, p_person text, p_actor uuid, p_reason text, p_override boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  target preorder;
  bought int;
  bought_in_drop int;
  most int;
  most_in_drop int;
BEGIN
  PERFORM lock_stock(ARRAY(SELECT edition_id FROM preorder WHERE id = p_id));
  SELECT * INTO target FROM preorder WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  ELSIF target.user_id = p_to AND target.contact = p_contact THEN
    RETURN jsonb_build_object('outcome', 'transferred', 'state', target.state, 'edition', target.edition_id);
  ELSIF target.state NOT IN ('RESERVED', 'LOCKED', 'READY') THEN
    RETURN jsonb_build_object('outcome', 'not_transferable', 'state', target.state);
  END IF;
  SELECT coalesce(sum(quantity), 0), coalesce(sum(quantity) FILTER (WHERE drop_id = target.drop_id), 0)
    INTO bought, bought_in_drop FROM preorder
    WHERE edition_id IN (SELECT target.edition_id UNION SELECT variants_of(ARRAY[target.edition_id]))
      AND id <> p_id AND state NOT IN ('EXPIRED', 'CANCELLED')
      AND (user_id = p_to OR person = p_person);
  SELECT per_person_limit INTO most FROM edition WHERE id = target.edition_id;
  SELECT per_person_limit INTO most_in_drop FROM drop WHERE id = target.drop_id;
  IF NOT p_override AND (bought + target.quantity > most OR bought_in_drop + target.quantity > most_in_drop) THEN
    RETURN jsonb_build_object('outcome', 'over_limit', 'state', target.state, 'limit', least(most, most_in_drop),
      'bought', bought);
  END IF;
  PERFORM set_config('launchroom.transfer', 'on', true),
    set_config('launchroom.actor', p_actor::text, true), set_config('launchroom.reason', p_reason, true);
  UPDATE preorder SET user_id = p_to, contact = p_contact, person = p_person,
    idem_key = CASE WHEN user_id = p_to THEN idem_key ELSE 'transfer:' || gen_random_uuid() END WHERE id = p_id;
  PERFORM set_config('launchroom.transfer', '', true);
  -- Where the one before lives is none of the next one's business.
  DELETE FROM order_address WHERE preorder_id = p_id;
  UPDATE preorder SET addressed_at = NULL, address_reminded_at = NULL WHERE id = p_id AND addressed_at IS NOT NULL;
  RETURN jsonb_build_object('outcome', 'transferred', 'state', target.state, 'edition', target.edition_id,
    'before', jsonb_build_object('userId', target.user_id, 'contact', target.contact));
END $$;

-- Gives everything a guest ordered and waits for to the account they took. A key that the account used for another
-- order gets a new name; who waits twice in one line keeps the place of the account.
CREATE FUNCTION adopt_guest(p_guest uuid, p_owner uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_stock(ARRAY(
    SELECT edition_id FROM preorder WHERE user_id = p_guest
    UNION SELECT edition_id FROM queue_entry WHERE user_id = p_guest));
  PERFORM set_config('launchroom.actor', p_owner::text, true);
  UPDATE preorder g SET user_id = p_owner, idem_key = CASE
      WHEN EXISTS (SELECT FROM preorder o WHERE o.user_id = p_owner AND o.idem_key = g.idem_key)
        THEN 'guest:' || gen_random_uuid() ELSE g.idem_key END
    WHERE g.user_id = p_guest;
  UPDATE basket g SET user_id = p_owner, idem_key = CASE
      WHEN EXISTS (SELECT FROM basket b WHERE b.user_id = p_owner AND b.idem_key = g.idem_key)
        THEN 'guest:' || gen_random_uuid() ELSE g.idem_key END
    WHERE g.user_id = p_guest;
  UPDATE queue_entry g SET idem_key = 'guest:' || gen_random_uuid() WHERE g.user_id = p_guest
    AND EXISTS (SELECT FROM queue_entry o WHERE o.user_id = p_owner AND o.idem_key = g.idem_key);
  UPDATE queue_entry g SET user_id = p_owner WHERE g.user_id = p_guest AND NOT (g.state = 'WAITING' AND EXISTS (
    SELECT FROM queue_entry o WHERE o.user_id = p_owner AND o.state = 'WAITING' AND o.edition_id = g.edition_id
      AND o.drop_id IS NOT DISTINCT FROM g.drop_id));
  PERFORM leave_queue(id, user_id) FROM queue_entry WHERE user_id = p_guest;
  UPDATE queue_entry SET user_id = p_owner WHERE user_id = p_guest;
  UPDATE access_code SET user_id = p_owner WHERE user_id = p_guest;
END $$;

-- Gives the orders that guests placed with an address (in lower case; p_person as limits count it) to whoever proved
-- it, under new keys: two guests may have used the same. Whoever has an account, erased or claimed, keeps theirs.
-- Returns how many those were.
CREATE FUNCTION adopt_orders_at(p_contact text, p_person text, p_owner uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[];
  moved int;
BEGIN
  ids := ARRAY(
    SELECT o.id FROM preorder o JOIN "user" u ON u.id = o.user_id
    WHERE o.person = p_person AND lower(o.contact) = p_contact AND o.user_id <> p_owner
      AND u.is_anonymous AND u.claimed_email IS NULL AND u.erased_at IS NULL);
  PERFORM lock_stock(ARRAY(SELECT edition_id FROM preorder WHERE id = ANY (ids)));
  PERFORM set_config('launchroom.actor', p_owner::text, true);
  UPDATE preorder o SET user_id = p_owner, idem_key = 'found:' || gen_random_uuid() FROM "user" u
    WHERE o.id = ANY (ids) AND o.user_id <> p_owner AND u.id = o.user_id AND u.is_anonymous AND u.claimed_email IS NULL;
  GET DIAGNOSTICS moved = ROW_COUNT;
  RETURN moved;
END $$;

-- The mailbox behind what limits count as one person: without the mark of the account that gave it unproven
-- (lib/engine/person.ts).
CREATE FUNCTION mailbox_of(p_person text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(p_person, '\+[0-9]*@', '@')
$$;

-- Marks the live orders of a drop that one person may be behind, for somebody to look at; nothing is refused or taken
-- away. Returns how many orders are newly marked. Rules:
-- device: three accounts on one browser, or with none at one address.
-- mailbox: three contacts at one address that differ only in digits and signs.
-- card: three accounts whose deposits came from one card, as far as its rail knows it again.
-- limit: an account that came to hold more than the drop allows.
CREATE FUNCTION flag_hoarders(p_drop uuid) RETURNS int LANGUAGE sql SET plan_cache_mode = force_custom_plan AS $$
  WITH live AS (
    SELECT o.id, o.user_id, o.person, o.quantity, s.address,
      coalesce('device ' || s.device, 'no browser at ' || s.address) AS device,
      regexp_replace(split_part(o.person, '@', 1), '[^[:alpha:]]', '', 'g') AS stem,
      split_part(o.person, '@', 2) AS domain, d.per_person_limit AS most,
      m.rail || ' card ' || m.fingerprint AS card
    FROM drop d JOIN preorder o
      ON o.edition_id = d.edition_id AND o.drop_id = d.id AND o.state NOT IN ('EXPIRED', 'CANCELLED')
    LEFT JOIN LATERAL (
      SELECT device, nullif(ip_address, '') AS address FROM session
      WHERE user_id = o.user_id ORDER BY created_at DESC LIMIT 1) s ON true
    LEFT JOIN payment_method m ON m.id = o.method_id
    WHERE d.id = p_drop),
  clusters AS (
    SELECT 'device' AS rule, device AS cluster, count(DISTINCT user_id)::int AS accounts, array_agg(id) AS ids
      FROM live WHERE device IS NOT NULL GROUP BY device HAVING count(DISTINCT user_id) >= 3
    UNION ALL
    SELECT 'mailbox', stem || '@' || domain || ' at ' || address, count(DISTINCT user_id)::int, array_agg(id)
      FROM live WHERE address IS NOT NULL AND length(stem) > 2
      GROUP BY stem, domain, address HAVING count(DISTINCT person) >= 3
    UNION ALL
    SELECT 'card', card, count(DISTINCT user_id)::int, array_agg(id)
      FROM live WHERE card IS NOT NULL GROUP BY card HAVING count(DISTINCT user_id) >= 3
    UNION ALL
    SELECT 'limit', 'account ' || user_id, 1, array_agg(id) FROM live
      GROUP BY user_id, most HAVING sum(quantity) > most),
  marked AS (
    INSERT INTO preorder_flag AS f (preorder_id, rule, cluster, accounts)
      SELECT o, rule, cluster, accounts FROM clusters, unnest(ids) o ORDER BY o, rule
      ON CONFLICT (preorder_id, rule) DO UPDATE SET accounts = excluded.accounts, cluster = excluded.cluster
        WHERE f.accounts < excluded.accounts
      RETURNING f.at = now()::timestamptz(3) AS is_new)
  SELECT count(*) FILTER (WHERE is_new)::int FROM marked
$$;
