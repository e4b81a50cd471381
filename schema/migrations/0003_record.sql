-- Records: what one agency says about one subject. Identities: records believed to be one subject.

create table import (
  id           TEXT PRIMARY KEY,
  agency_id    TEXT NOT NULL REFERENCES agency (id),
  holdings     TEXT NOT NULL,
  file_name    TEXT NOT NULL,
  file_hash    TEXT NOT NULL,
  mapping      TEXT NOT NULL,
  rows_read    BIGINT NOT NULL,
  rows_kept    BIGINT NOT NULL,
  imported_by  TEXT,
  imported_at  BIGINT NOT NULL,
  undone_at    BIGINT
);

create table import_reject (
  import_id  TEXT NOT NULL REFERENCES import (id),
  line       BIGINT NOT NULL,
  field      TEXT NOT NULL,
  reason     TEXT NOT NULL,
  PRIMARY KEY (import_id, line, field)
);

create table record (
  id            TEXT PRIMARY KEY,
  owner_id      TEXT NOT NULL REFERENCES agency (id),
  holdings      TEXT NOT NULL,
  source_key    TEXT NOT NULL,
  import_id     TEXT REFERENCES import (id),
  written_at    BIGINT NOT NULL,
  person        TEXT NOT NULL,
  youth_sealed  BOOLEAN NOT NULL,
  immigration   BOOLEAN NOT NULL,
  UNIQUE (owner_id, holdings, source_key)
);
create index record_import on record (import_id);

-- A First Nation's own decisions to release a record or a compartment to an agency.
create table release_to (
  resource_id  TEXT NOT NULL,
  agency_id    TEXT NOT NULL REFERENCES agency (id),
  released_at  BIGINT NOT NULL,
  ended_at     BIGINT,
  PRIMARY KEY (resource_id, agency_id, released_at)
);

-- One normaliser fills it for search and linkage alike.
create table search_token (
  record_id  TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL,
  field      TEXT NOT NULL,
  token      TEXT NOT NULL,
  PRIMARY KEY (record_id, kind, field, token)
);
create index search_token_token on search_token (kind, token);

-- The identity of a record that is linked to another; a record without a row is an identity of its own. The decisions
-- below say why; undoing one rebuilds the identities that it joined.
create table identity_record (
  record_id    TEXT PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  identity_id  TEXT NOT NULL
);
create index identity_record_identity on identity_record (identity_id);

create table match_alert (
  id         TEXT PRIMARY KEY,
  left_id    TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  right_id   TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  raised_at  BIGINT NOT NULL,
  state      TEXT NOT NULL,
  -- when people's answers brought it into this state; decisions count in this order
  decided_at BIGINT,
  weight     DOUBLE PRECISION NOT NULL,
  evidence   TEXT NOT NULL,
  UNIQUE (left_id, right_id)
);
create index match_alert_left on match_alert (left_id);
create index match_alert_right on match_alert (right_id);

create table match_decision (
  id         TEXT PRIMARY KEY,
  match_id   TEXT NOT NULL REFERENCES match_alert (id) ON DELETE CASCADE,
  member_id  TEXT NOT NULL REFERENCES member (id),
  record_id  TEXT NOT NULL REFERENCES record (id),
  answer     TEXT NOT NULL,
  why        TEXT NOT NULL,
  may_second BOOLEAN NOT NULL,
  at         BIGINT NOT NULL,
  undone_at  BIGINT,
  undone_by  TEXT,
  undone_why TEXT
);
create index match_decision_match on match_decision (match_id, at);
create index match_decision_record on match_decision (record_id);
