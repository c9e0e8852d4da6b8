-- Every process hears what its memory must forget: a role or session changed, stock came back, terms of sale changed.
CREATE FUNCTION tell_processes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('launchroom', TG_ARGV[0] || ':' || (to_jsonb(COALESCE(OLD, NEW)) ->> TG_ARGV[1]));
  RETURN NULL;
END $$;
CREATE TRIGGER user_changed AFTER UPDATE OF role, is_anonymous, email, name, email_verified, claimed_email ON "user"
  FOR EACH ROW EXECUTE FUNCTION tell_processes('user', 'id');
CREATE TRIGGER user_deleted AFTER DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION tell_processes('user', 'id');
CREATE TRIGGER show_role_changed AFTER INSERT OR UPDATE OR DELETE ON show_role
  FOR EACH ROW EXECUTE FUNCTION tell_processes('user', 'user_id');
CREATE TRIGGER session_deleted AFTER DELETE ON session
  FOR EACH ROW EXECUTE FUNCTION tell_processes('session', 'token');
CREATE TRIGGER stock_returned AFTER UPDATE ON inventory
  FOR EACH ROW WHEN (NEW.available > OLD.available OR NEW.pooled < OLD.pooled AND NEW.available = OLD.available)
  EXECUTE FUNCTION tell_processes('stock', 'edition_id');
CREATE TRIGGER edition_changed AFTER UPDATE ON edition FOR EACH ROW EXECUTE FUNCTION tell_processes('edition', 'id');
CREATE TRIGGER edition_price_changed AFTER INSERT OR UPDATE OR DELETE ON edition_price
  FOR EACH ROW EXECUTE FUNCTION tell_processes('edition', 'edition_id');
-- Sales move a drop's counters hundreds of times a second; the processes only need to hear of its times.
CREATE TRIGGER drop_made AFTER INSERT ON drop FOR EACH ROW EXECUTE FUNCTION tell_processes('drop', 'id');
CREATE TRIGGER drop_changed AFTER UPDATE ON drop FOR EACH ROW
  WHEN ((OLD.status, OLD.opens_at, OLD.closes_at, OLD.paused_at, OLD.challenge)
    IS DISTINCT FROM (NEW.status, NEW.opens_at, NEW.closes_at, NEW.paused_at, NEW.challenge))
  EXECUTE FUNCTION tell_processes('drop', 'id');
CREATE TRIGGER city_changed AFTER INSERT OR UPDATE OR DELETE ON delivery_city
  FOR EACH ROW EXECUTE FUNCTION tell_processes('city', 'id');
CREATE TRIGGER chat_term_changed AFTER INSERT OR UPDATE OR DELETE ON chat_term
  FOR EACH ROW EXECUTE FUNCTION tell_processes('terms', 'id');
CREATE TRIGGER shop_changed AFTER UPDATE ON shop FOR EACH ROW EXECUTE FUNCTION tell_processes('shop', 'id');
CREATE TRIGGER shop_page_published AFTER INSERT ON shop_page
  FOR EACH ROW EXECUTE FUNCTION tell_processes('shop', 'kind');
CREATE TRIGGER cooling_off_published AFTER INSERT ON cooling_off
  FOR EACH ROW EXECUTE FUNCTION tell_processes('shop', 'version');
-- What an account may see follows from whether it has a factor, where the shop demands one.
CREATE TRIGGER factor_confirmed AFTER UPDATE ON factor FOR EACH ROW
  WHEN (OLD.confirmed_at IS DISTINCT FROM NEW.confirmed_at) EXECUTE FUNCTION tell_processes('user', 'user_id');
CREATE TRIGGER factor_added AFTER INSERT ON factor FOR EACH ROW
  WHEN (NEW.confirmed_at IS NOT NULL) EXECUTE FUNCTION tell_processes('user', 'user_id');
CREATE TRIGGER factor_removed AFTER DELETE ON factor FOR EACH ROW
  WHEN (OLD.confirmed_at IS NOT NULL) EXECUTE FUNCTION tell_processes('user', 'user_id');
CREATE FUNCTION tell_of_demand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('launchroom', 'user:' || id) FROM "user" WHERE role NOT IN ('guest', 'viewer');
  RETURN NULL;
END $$;
CREATE TRIGGER factors_demanded AFTER UPDATE ON shop FOR EACH ROW
  WHEN (OLD.demands_factors IS DISTINCT FROM NEW.demands_factors) EXECUTE FUNCTION tell_of_demand();
