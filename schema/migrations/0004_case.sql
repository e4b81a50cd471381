-- Cases and their compartments.

create table case_file (
  id                TEXT PRIMARY KEY,
  number            TEXT NOT NULL UNIQUE,
  case_type         TEXT NOT NULL,
  stage             TEXT NOT NULL,
  owner_id          TEXT NOT NULL REFERENCES agency (id),
  opened_at         BIGINT NOT NULL,
  closed_at         BIGINT,
  charged_on        TEXT,
  publication_ban   BOOLEAN NOT NULL,
  subject_name      TEXT NOT NULL,
  subject_pronouns  TEXT,
  subject_age       BIGINT,
  safe_contact      TEXT
);

create table consent (
  id            TEXT PRIMARY KEY,
  case_id       TEXT NOT NULL REFERENCES case_file (id),
  purpose       TEXT NOT NULL,
  recipient_id  TEXT NOT NULL REFERENCES agency (id),
  granted       BOOLEAN NOT NULL,
  given_by      TEXT NOT NULL,
  capacity      TEXT NOT NULL,
  -- who decided in the person's place and why, sealed with the key of the agency that recorded it
  substitute    TEXT,
  given_at      BIGINT NOT NULL,
  until_at      BIGINT NOT NULL,
  withdrawn_at  BIGINT,
  withdrawn_by  TEXT,
  -- when something last rested on it; touching it holds the row against a withdrawal until the transaction ends
  relied_on_at  BIGINT,
  recorded_by   TEXT NOT NULL REFERENCES member (id),
  recorded_for  TEXT NOT NULL REFERENCES agency (id)
);
create index consent_case on consent (case_id);
create index consent_recipient on consent (recipient_id, case_id);

create table consent_field (
  consent_id  TEXT NOT NULL REFERENCES consent (id),
  field       TEXT NOT NULL,
  PRIMARY KEY (consent_id, field)
);

-- Compartment kinds that a consent opens to its recipient, for example survivor services' notes.
create table consent_compartment (
  consent_id  TEXT NOT NULL REFERENCES consent (id),
  kind        TEXT NOT NULL,
  PRIMARY KEY (consent_id, kind)
);

create table case_participant (
  case_id    TEXT NOT NULL REFERENCES case_file (id),
  member_id  TEXT NOT NULL REFERENCES member (id),
  part       TEXT NOT NULL,
  since      BIGINT NOT NULL,
  until      BIGINT,
  -- for someone who joined because a referral to their service was accepted: the consent that it rests on
  consent_id TEXT REFERENCES consent (id),
  PRIMARY KEY (case_id, member_id, since)
);
create index case_participant_member on case_participant (member_id, until);
create index case_participant_consent on case_participant (consent_id);

create table case_subject (
  case_id    TEXT NOT NULL REFERENCES case_file (id),
  record_id  TEXT NOT NULL REFERENCES record (id),
  relation   TEXT NOT NULL,
  PRIMARY KEY (case_id, record_id)
);
create index case_subject_record on case_subject (record_id);

create table compartment (
  id           TEXT PRIMARY KEY,
  case_id      TEXT NOT NULL REFERENCES case_file (id),
  kind         TEXT NOT NULL,
  owner_id     TEXT NOT NULL REFERENCES agency (id),
  opened_at    BIGINT NOT NULL,
  wrapped_key  TEXT NOT NULL,
  -- for one that opened because a referral to its owner was accepted: the consent that it rests on
  consent_id   TEXT REFERENCES consent (id),
  UNIQUE (case_id, kind, owner_id)
);

create table entry (
  id              TEXT PRIMARY KEY,
  case_id         TEXT NOT NULL REFERENCES case_file (id),
  compartment_id  TEXT NOT NULL REFERENCES compartment (id),
  kind            TEXT NOT NULL,
  at              BIGINT NOT NULL,
  written_at      BIGINT NOT NULL,
  author_id       TEXT REFERENCES member (id),
  author_name     TEXT NOT NULL,
  -- title, body and sensitive body together, sealed with the compartment's key
  sealed          TEXT NOT NULL,
  youth_sealed    BOOLEAN NOT NULL,
  immigration     BOOLEAN NOT NULL
);
create index entry_case on entry (case_id, at);
create index entry_compartment on entry (compartment_id);

create table task (
  id              TEXT PRIMARY KEY,
  case_id         TEXT NOT NULL REFERENCES case_file (id),
  compartment_id  TEXT NOT NULL REFERENCES compartment (id),
  -- what to do is the title of this entry
  entry_id        TEXT NOT NULL REFERENCES entry (id),
  assignee_id     TEXT NOT NULL REFERENCES member (id),
  set_by          TEXT NOT NULL REFERENCES member (id),
  set_at          BIGINT NOT NULL,
  due_at          BIGINT,
  done_at         BIGINT
);
create index task_assignee on task (assignee_id, done_at);
create index task_case on task (case_id);
create index task_entry on task (entry_id);

create table document (
  id              TEXT PRIMARY KEY,
  case_id         TEXT NOT NULL REFERENCES case_file (id),
  compartment_id  TEXT NOT NULL REFERENCES compartment (id),
  entry_id        TEXT NOT NULL REFERENCES entry (id),
  -- its name is the title of the entry
  media_type      TEXT NOT NULL,
  size            BIGINT NOT NULL,
  hash            TEXT NOT NULL,
  wrapped_key     TEXT NOT NULL,
  added_by        TEXT NOT NULL REFERENCES member (id),
  added_at        BIGINT NOT NULL
);
create index document_entry on document (entry_id);

create table break_glass (
  id              TEXT PRIMARY KEY,
  member_id       TEXT NOT NULL REFERENCES member (id),
  case_id         TEXT NOT NULL REFERENCES case_file (id),
  compartment_id  TEXT NOT NULL REFERENCES compartment (id),
  reason          TEXT NOT NULL,
  why             TEXT NOT NULL,
  from_at         BIGINT NOT NULL,
  until_at        BIGINT NOT NULL,
  owner_saw_at    BIGINT,
  owner_saw_by    TEXT,
  reviewed_at     BIGINT,
  reviewed_by     TEXT,
  justified       BOOLEAN,
  finding         TEXT
);
create index break_glass_compartment on break_glass (compartment_id, until_at);
create index break_glass_review on break_glass (reviewed_at);

create table clock (
  id            TEXT PRIMARY KEY,
  rule          TEXT NOT NULL,
  rule_version  TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  case_id       TEXT REFERENCES case_file (id),
  agency_id     TEXT NOT NULL REFERENCES agency (id),
  member_id     TEXT REFERENCES member (id),
  -- the role that must act by the rule, where no member is named
  role          TEXT NOT NULL DEFAULT '',
  started_at    BIGINT NOT NULL,
  due_at        BIGINT NOT NULL,
  soon_at       BIGINT NOT NULL,
  met_at        BIGINT,
  stopped_at    BIGINT,
  stopped_why   TEXT,
  -- stopped by a person while the actor waits for somebody else: it can run again
  paused        BOOLEAN NOT NULL DEFAULT FALSE,
  escalated_at  BIGINT,
  -- When somebody is told next that it ran out, by the rule's steps, and how many steps were taken.
  escalate_at   BIGINT,
  escalations   BIGINT NOT NULL DEFAULT 0
);
create index clock_agency on clock (agency_id, met_at, due_at);
create index clock_subject on clock (subject_kind, subject_id);
create index clock_due on clock (met_at, stopped_at, escalate_at);
