-- The show whose end closed this edition's sale. Any later switch by hand forgets it, so that taking the end back opens only what
-- nobody decided about since.
ALTER TABLE edition ADD COLUMN sales_closed_by uuid REFERENCES show (id) ON DELETE SET NULL;
ALTER TABLE edition ADD CONSTRAINT edition_closed_by_end CHECK (sales_closed_by IS NULL OR NOT sales_open);
CREATE INDEX edition_sales_closed_by ON edition (sales_closed_by) WHERE sales_closed_by IS NOT NULL;
