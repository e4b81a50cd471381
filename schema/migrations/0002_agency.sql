-- Agencies, their members and how members sign in.

create table agency (
  id          TEXT PRIMARY KEY,
  source_key  TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL,
  name_en     TEXT NOT NULL,
  name_fr     TEXT NOT NULL,
  duty_phone  TEXT,
  invented    BOOLEAN NOT NULL,
  programme   TEXT,
  source      TEXT
);

create table team (
  id         TEXT PRIMARY KEY,
  agency_id  TEXT NOT NULL REFERENCES agency (id),
  name_en    TEXT NOT NULL,
  name_fr    TEXT NOT NULL
);

create table member (
  id         TEXT PRIMARY KEY,
  agency_id  TEXT NOT NULL REFERENCES agency (id),
  team_id    TEXT REFERENCES team (id),
  login      TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  title_en   TEXT NOT NULL,
  title_fr   TEXT NOT NULL,
  phone      TEXT,
  roles      TEXT NOT NULL,
  active     BOOLEAN NOT NULL
);
create index member_agency on member (agency_id);

-- The one-time code's secret is sealed; the password is an argon2id hash.
create table credential (
  member_id      TEXT PRIMARY KEY REFERENCES member (id),
  password_hash  TEXT NOT NULL,
  totp_secret    TEXT NOT NULL,
  totp_last_step BIGINT NOT NULL,
  changed_at     BIGINT NOT NULL
);

create table recovery_code (
  member_id  TEXT NOT NULL REFERENCES member (id),
  hash       TEXT NOT NULL,
  used_at    BIGINT,
  PRIMARY KEY (member_id, hash)
);

-- A member's way in before they have a password: the hash of a code that an administrator handed over, and the sealed
-- secret that their authenticator will be linked to.
create table set_up (
  member_id    TEXT PRIMARY KEY REFERENCES member (id),
  code_hash    TEXT NOT NULL,
  totp_secret  TEXT NOT NULL,
  ends_at      BIGINT NOT NULL
);

-- stage: 'open', or 'set_up' while a member chooses a password and links an authenticator.
create table session (
  id          TEXT PRIMARY KEY,
  token_hash  TEXT NOT NULL UNIQUE,
  member_id   TEXT NOT NULL REFERENCES member (id),
  stage       TEXT NOT NULL,
  started_at  BIGINT NOT NULL,
  seen_at     BIGINT NOT NULL,
  locked_at   BIGINT,
  ends_at     BIGINT NOT NULL,
  ended_at    BIGINT,
  ended_why   TEXT
);
create index session_member on session (member_id, ended_at);

-- Failed tries by sign-in name and by the system as a whole, for throttling. The name is kept as a keyed hash.
create table sign_in_try (
  id         TEXT PRIMARY KEY,
  name_hash  TEXT NOT NULL,
  at         BIGINT NOT NULL
);
create index sign_in_try_name on sign_in_try (name_hash, at);

-- One-time form seals that were used, so that a form sent twice acts once.
create table form_used (
  seal_hash  TEXT PRIMARY KEY,
  used_at    BIGINT NOT NULL,
  answer     TEXT
);
create index form_used_at on form_used (used_at);
