-- The ledger: every read and every write of personal data, chained by hashes.
-- All migrations use the common subset of SQLite and PostgreSQL: ids and codes TEXT, instants BIGINT microseconds UTC,
-- civil dates TEXT ISO, JSON TEXT.

create table ledger (
  seq            BIGINT PRIMARY KEY,
  at             BIGINT NOT NULL,
  actor          TEXT NOT NULL,
  actor_agency   TEXT,
  action         TEXT NOT NULL,
  resource_kind  TEXT NOT NULL,
  resource_id    TEXT NOT NULL,
  case_id        TEXT,
  outcome        TEXT NOT NULL,
  entry          TEXT NOT NULL,
  prev           TEXT NOT NULL,
  hash           TEXT NOT NULL
);
create index ledger_resource on ledger (resource_kind, resource_id, seq);
create index ledger_case on ledger (case_id, seq);
create index ledger_actor on ledger (actor, seq);

-- One row: the end of the chain. Taking it for update puts all writers in one order.
create table ledger_head (
  one   BIGINT PRIMARY KEY,
  seq   BIGINT NOT NULL,
  hash  TEXT NOT NULL
);

-- Roots of the complete subtrees of the Merkle tree over the entries, at every eighth height above the entries themselves. With
-- them a proof reads a few hundred rows of a ledger of any length.
create table ledger_tile (
  height  BIGINT NOT NULL,
  place   BIGINT NOT NULL,
  hash    TEXT NOT NULL,
  PRIMARY KEY (height, place)
);

-- What the rows of covered tables became, in lists whose hashes stand in the entries. The last change of a row says what it must
-- hold. `became` is a keyed hash; null when the row is gone.
create table ledger_change (
  seq      BIGINT NOT NULL,
  place    BIGINT NOT NULL,
  tab      TEXT NOT NULL,
  row_key  TEXT NOT NULL,
  became   TEXT,
  PRIMARY KEY (seq, place)
);
create index ledger_change_row on ledger_change (tab, row_key, seq, place);

-- Numbers that people say aloud: J-0412, R-2209.
create table number_counter (
  kind  TEXT PRIMARY KEY,
  last  BIGINT NOT NULL
);
