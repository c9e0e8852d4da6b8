-- place_preorders for open sale, for those whom refuse_unpaid lets through. Returns what it returns, for these alone
-- and in their order, with `refused`, in the order of the batch, when somebody was refused; that and nothing else
-- when all were.
CREATE FUNCTION place_on_sale(p_edition uuid, p_requests order_request[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock inventory;
  refused text[];
  admitted order_request[] := p_requests;
  answer jsonb;
BEGIN
  SELECT * INTO stock FROM lock_stock(ARRAY[p_edition]);
  IF stock.available > stock.pooled THEN
    refused := refuse_unpaid(p_edition, p_requests);
  END IF;
  IF array_remove(refused, NULL) <> '{}' THEN
    SELECT array_agg(p_requests[i] ORDER BY i) INTO admitted
      FROM unnest(refused) WITH ORDINALITY r(code, i) WHERE r.code IS NULL;
    IF admitted IS NULL THEN
      RETURN jsonb_build_object('refused', to_jsonb(refused));
    END IF;
  ELSE
    refused := NULL;
  END IF;
  answer := place_preorders(p_edition, NULL, admitted);
  IF (SELECT bool_or(guest) FROM unnest(admitted)) THEN
    INSERT INTO unpaid_hold (preorder_id, edition_id, network, device, units, proven)
      SELECT r.id, p_edition, r.network, r.device, r.quantity, coalesce(r.proven, false)
      FROM unnest(admitted) WITH ORDINALITY r
      WHERE r.guest AND answer -> 'outcomes' ->> (r.ordinality - 1)::int = 'placed';
  END IF;
  RETURN CASE WHEN refused IS NULL THEN answer ELSE answer || jsonb_build_object('refused', to_jsonb(refused)) END;
END $$;

-- Which of a batch on open sale may not hold more without paying: NULL for who may, else proof_required or
-- too_many_unpaid, in the order of the batch; NULL altogether when there is nobody to judge. The inventory row is
-- locked. Rules:
-- beside a drop that asks for work, everybody proves it;
-- three holds of the edition that an account let run out in a day are enough;
-- guests without proof hold a twentieth of the stock from one address (3 or 5 to 25 units) and a tenth (10 at least)
-- in all; with proof half of it from one address; one browser's guests five units, or what one person may have.
-- What ran out within the hour counts as held, so that nothing is held for ever in turns. Units reserved without a
-- deposit are never paid: they ask for proof sooner, and bar nobody.
CREATE FUNCTION refuse_unpaid(p_edition uuid, p_requests order_request[]) RETURNS text[] LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  all_prove boolean := EXISTS (
    SELECT FROM drop WHERE edition_id = p_edition AND challenge AND status IN ('ARMED', 'OPEN'));
  buyers uuid[];
  networks text[];
  devices text[];
  has_guests boolean;
  spent uuid[];
  total int;
  each_person int;
  refused text[];
BEGIN
  SELECT array_agg(user_id), array_agg(network), array_agg(device), bool_or(guest)
    INTO buyers, networks, devices, has_guests FROM unnest(p_requests);
  SELECT array_agg(user_id) INTO spent FROM (
    SELECT user_id FROM preorder
    WHERE edition_id IS NOT DISTINCT FROM p_edition AND state = 'EXPIRED'
      AND state_changed_at > now_at - interval '1 day' AND user_id = ANY (buyers)
    GROUP BY user_id HAVING count(*) >= 3) s;
  IF NOT all_prove AND spent IS NULL AND has_guests IS NOT TRUE THEN
    RETURN NULL;
  END IF;
  SELECT i.initial + i.adjusted, e.per_person_limit INTO total, each_person
    FROM inventory i JOIN edition e ON e.id = i.edition_id WHERE i.edition_id = p_edition;
  DELETE FROM unpaid_hold h USING preorder o
    WHERE h.edition_id = p_edition AND h.network = ANY (networks)
      AND o.id = h.preorder_id AND NOT is_unpaid(o, now_at);
  DELETE FROM unpaid_hold h USING preorder o
    WHERE h.edition_id = p_edition AND NOT h.proven AND o.id = h.preorder_id AND NOT is_unpaid(o, now_at);
  WITH asked AS (
    SELECT r.user_id AS who, r.quantity AS units, coalesce(r.guest, false) AS guest, r.network, r.device,
      coalesce(r.proven, false) AS proven, r.ordinality AS i,
      EXISTS (SELECT FROM preorder o WHERE o.user_id = r.user_id AND o.idem_key = r.idem_key) AS known
      FROM unnest(p_requests) WITH ORDINALITY r),
  unproven AS (SELECT coalesce(sum(units), 0) AS units FROM unpaid_hold WHERE edition_id = p_edition AND NOT proven),
  by_network AS (
    SELECT h.network, coalesce(sum(h.units) FILTER (WHERE o.state <> 'RESERVED'), 0) AS held,
      coalesce(sum(h.units) FILTER (WHERE NOT h.proven), 0) AS unproven
      FROM unpaid_hold h JOIN preorder o ON o.id = h.preorder_id
      WHERE h.edition_id = p_edition AND h.network = ANY (networks) GROUP BY h.network),
  by_device AS (
    SELECT h.device, sum(h.units) AS held FROM unpaid_hold h JOIN preorder o ON o.id = h.preorder_id
      WHERE h.edition_id = p_edition AND h.device = ANY (devices)
        AND (o.state = 'HELD' OR o.state = 'EXPIRED' AND is_unpaid(o, now_at)) GROUP BY h.device),
  first_look AS (
    SELECT a.*, coalesce(n.held, 0) AS network_held, coalesce(d.held, 0) AS device_held, CASE
      WHEN a.known THEN NULL
      WHEN all_prove AND NOT a.proven THEN 'proof_required'
      WHEN a.who = ANY (spent) THEN 'too_many_unpaid'
      WHEN a.guest AND NOT a.proven AND (
        coalesce(n.unproven, 0)
            + sum(a.units) FILTER (WHERE a.guest AND NOT a.proven) OVER (PARTITION BY a.network ORDER BY a.i)
          > least(25, greatest(3, least(5, total / 2), total / 20))
        OR u.units + sum(a.units) FILTER (WHERE a.guest AND NOT a.proven) OVER (ORDER BY a.i)
          > greatest(10, total / 10)) THEN 'proof_required' END AS verdict
      FROM asked a CROSS JOIN unproven u LEFT JOIN by_network n ON n.network = a.network
        LEFT JOIN by_device d ON d.device = a.device),
  second_look AS (
    SELECT i, CASE
      WHEN verdict IS NOT NULL OR known OR NOT guest THEN verdict
      WHEN network_held
          + sum(units) FILTER (WHERE guest AND verdict IS NULL) OVER (PARTITION BY network ORDER BY i)
        > greatest(3, total / 2) THEN 'too_many_unpaid'
      WHEN device IS NOT NULL AND device_held
          + sum(units) FILTER (WHERE guest AND verdict IS NULL) OVER (PARTITION BY device ORDER BY i)
        > greatest(each_person, 5) THEN 'too_many_unpaid' END AS verdict
      FROM first_look)
  SELECT array_agg(verdict ORDER BY i) INTO refused FROM second_look;
  RETURN refused;
END $$;

-- Whether an order holds units that nobody paid for, or did within the hour.
CREATE FUNCTION is_unpaid(o preorder, p_now timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT o.state = 'HELD' OR (o.state = 'RESERVED' AND o.deposit_minor = 0)
    OR (o.state = 'EXPIRED' AND o.state_changed_at > p_now - interval '1 hour')
$$;

-- Marks what guests hold unpaid on open sale where ten of them came from one address and none has paid, those counted
-- whose holds ran out within the hour. Returns how many orders are newly marked.
CREATE FUNCTION flag_unpaid() RETURNS int LANGUAGE sql AS $$
  WITH clusters AS (
    SELECT h.network, count(DISTINCT o.user_id)::int AS accounts,
        array_agg(o.id) FILTER (WHERE o.state = 'HELD') AS ids
      FROM unpaid_hold h JOIN preorder o ON o.id = h.preorder_id
      WHERE o.state = 'HELD' OR (o.state = 'EXPIRED' AND is_unpaid(o, clock_timestamp()))
      GROUP BY h.edition_id, h.network HAVING count(DISTINCT o.user_id) >= 10),
  marked AS (
    INSERT INTO preorder_flag AS f (preorder_id, rule, cluster, accounts)
      SELECT o, 'address', 'unpaid at ' || network, accounts FROM clusters, unnest(ids) o ORDER BY o
      ON CONFLICT (preorder_id, rule) DO UPDATE SET accounts = excluded.accounts, cluster = excluded.cluster
        WHERE f.accounts < excluded.accounts
      RETURNING f.at = now()::timestamptz(3) AS is_new)
  SELECT count(*) FILTER (WHERE is_new)::int FROM marked
$$;
