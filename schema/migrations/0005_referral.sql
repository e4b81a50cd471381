-- Referrals that come in, the service directory, and the loop of referrals to services.

create table referral (
  id               TEXT PRIMARY KEY,
  number           TEXT NOT NULL UNIQUE,
  to_id            TEXT NOT NULL REFERENCES agency (id),
  source           TEXT NOT NULL,
  sent_by          TEXT REFERENCES member (id),
  follow_hash      TEXT NOT NULL UNIQUE,
  -- marks one sending of the form, so that a page that is loaded again is not taken in twice
  sending          TEXT UNIQUE,
  received_at      BIGINT NOT NULL,
  state            TEXT NOT NULL,
  answers          TEXT NOT NULL,
  form_version     TEXT NOT NULL,
  case_id          TEXT REFERENCES case_file (id),
  record_id        TEXT REFERENCES record (id),
  declined_reason  TEXT,
  -- sealed like the answers
  declined_words   TEXT,
  read_at          BIGINT,
  answered_at      BIGINT
);
create index referral_to on referral (to_id, state, received_at);
create index referral_case on referral (case_id);
create index referral_record on referral (record_id);

create table service (
  id              TEXT PRIMARY KEY,
  source_key      TEXT NOT NULL UNIQUE,
  agency_id       TEXT REFERENCES agency (id),
  name_en         TEXT NOT NULL,
  name_fr         TEXT NOT NULL,
  description_en  TEXT NOT NULL,
  description_fr  TEXT NOT NULL,
  organisation    TEXT NOT NULL,
  category        TEXT NOT NULL,
  min_age         BIGINT,
  max_age         BIGINT,
  areas           TEXT NOT NULL,
  phone           TEXT,
  languages       TEXT NOT NULL,
  indigenous_led  BOOLEAN NOT NULL,
  places          BIGINT,
  waiting         BIGINT,
  places_as_of    BIGINT,
  details         TEXT NOT NULL
);
create index service_category on service (category);
create index service_agency on service (agency_id);

-- What a service is searched by: the towns and regions that it serves, in small letters, and its languages.
create table service_area (
  service_id  TEXT NOT NULL REFERENCES service (id),
  area        TEXT NOT NULL,
  PRIMARY KEY (service_id, area)
);
create index service_area_area on service_area (area);

create table service_language (
  service_id  TEXT NOT NULL REFERENCES service (id),
  language    TEXT NOT NULL,
  PRIMARY KEY (service_id, language)
);

create table service_referral (
  id            TEXT PRIMARY KEY,
  number        TEXT NOT NULL UNIQUE,
  case_id       TEXT NOT NULL REFERENCES case_file (id),
  service_id    TEXT NOT NULL REFERENCES service (id),
  from_id       TEXT NOT NULL REFERENCES agency (id),
  to_id         TEXT NOT NULL REFERENCES agency (id),
  sent_by       TEXT NOT NULL REFERENCES member (id),
  consent_id    TEXT NOT NULL REFERENCES consent (id),
  state         TEXT NOT NULL,
  sent_at       BIGINT NOT NULL,
  UNIQUE (id, consent_id)
);
create index service_referral_to on service_referral (to_id, state);
create index service_referral_case on service_referral (case_id);
create index service_referral_consent on service_referral (consent_id);

-- What the service receives, sealed with the key of the agency that runs it. The database itself keeps out a field that
-- the consent does not name.
create table service_referral_field (
  service_referral_id  TEXT NOT NULL,
  consent_id           TEXT NOT NULL,
  field                TEXT NOT NULL,
  sealed               TEXT NOT NULL,
  PRIMARY KEY (service_referral_id, field),
  FOREIGN KEY (service_referral_id, consent_id) REFERENCES service_referral (id, consent_id),
  FOREIGN KEY (consent_id, field) REFERENCES consent_field (consent_id, field)
);

create table service_referral_step (
  service_referral_id  TEXT NOT NULL REFERENCES service_referral (id),
  state                TEXT NOT NULL,
  at                   BIGINT NOT NULL,
  by_member            TEXT,
  reason               TEXT,
  -- words with it, sealed like the fields
  note                 TEXT,
  PRIMARY KEY (service_referral_id, state)
);

create table disclosure (
  id              TEXT PRIMARY KEY,
  case_id         TEXT NOT NULL REFERENCES case_file (id),
  compartment_id  TEXT REFERENCES compartment (id),
  recipient_id    TEXT REFERENCES agency (id),
  recipient       TEXT NOT NULL,
  basis           TEXT NOT NULL,
  basis_words     TEXT,
  fields          TEXT NOT NULL,
  consent_id      TEXT REFERENCES consent (id),
  made_by         TEXT NOT NULL,
  made_at         BIGINT NOT NULL
);
create index disclosure_case on disclosure (case_id);

-- What a member was told: a match, a withdrawal, an emergency access, an answer. No personal data in it.
create table notice (
  id            TEXT PRIMARY KEY,
  agency_id     TEXT NOT NULL REFERENCES agency (id),
  member_id     TEXT REFERENCES member (id),
  kind          TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  case_id       TEXT REFERENCES case_file (id),
  at            BIGINT NOT NULL,
  seen_at       BIGINT
);
create index notice_agency on notice (agency_id, seen_at, at);
