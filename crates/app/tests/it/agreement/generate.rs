//! Worlds drawn from a seed, written past the use cases so that they also hold what no use case would make.

use std::fmt::{Display, Write as _};

use crypto::field::{self, Place};
use crypto::key::{Binding, NamedKey, Purpose};
use domain::actor::MemberActor;
use domain::agency::AgencyKind;
use domain::case::Part;
use domain::clock::ClockSubject;
use domain::compartment::CompartmentKind;
use domain::entry::EntryKind;
use domain::id::{
    AgencyId, BreakGlassId, CaseId, ClockId, CompartmentId, ConsentId, EntryId, ImportId, MatchId, MemberId,
    RecordId, ReferralId, ServiceId, ServiceReferralId,
};
use domain::matching::MatchState;
use domain::member::Role;
use domain::referral::ReferralState;
use domain::service_referral::LoopState;
use proptest::prelude::Rng as _;
use proptest::test_runner::TestRng;
use testkit::World;

/// The year of birth of everybody, so that one token finds all records.
pub(super) const YEAR: &str = "2011";

/// What was made.
#[derive(Default)]
pub(super) struct Generated {
    pub(super) members: Vec<MemberActor>,
    pub(super) cases: Vec<CaseId>,
    pub(super) entries: Vec<EntryId>,
    pub(super) records: Vec<RecordId>,
    pub(super) imports: Vec<(ImportId, AgencyId, Vec<RecordId>)>,
    pub(super) matches: Vec<MatchId>,
    pub(super) referrals: Vec<ReferralId>,
    pub(super) clocks: Vec<ClockId>,
    pub(super) loops: Vec<ServiceReferralId>,
    pub(super) glass: Vec<BreakGlassId>,
}

struct Draw<'a> {
    world: &'a World,
    rng: &'a mut TestRng,
    agencies: Vec<(AgencyId, AgencyKind)>,
    consents: Vec<(CaseId, ConsentId, AgencyId)>,
    sql: String,
    made: Generated,
}

fn quoted(value: impl Display) -> String {
    format!("'{}'", value.to_string().replace('\'', "''"))
}

fn opt(value: Option<impl Display>) -> String {
    value.map_or_else(|| "null".into(), quoted)
}

impl Draw<'_> {
    fn below(&mut self, n: usize) -> usize {
        self.rng.next_u32() as usize % n
    }

    /// True in so many of a hundred cases.
    fn chance(&mut self, percent: u32) -> bool {
        self.rng.next_u32() % 100 < percent
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn agency(&mut self) -> (AgencyId, AgencyKind) {
        let at = self.below(self.agencies.len());
        self.agencies[at]
    }

    /// A record's or case's owner: mostly one of the agencies between which the barriers stand.
    fn holder(&mut self) -> AgencyId {
        for _ in 0..6 {
            let (id, kind) = self.agency();
            let usual = [AgencyKind::Police, AgencyKind::ChildProtection, AgencyKind::IndigenousOrganisation];
            if usual.contains(&kind) {
                return id;
            }
        }
        self.agency().0
    }

    fn member(&mut self) -> MemberId {
        let at = self.below(self.made.members.len());
        self.made.members[at].member
    }

    /// A moment up to an hour before or after the world's.
    fn around(&mut self) -> i64 {
        let micros = i64::from(self.rng.next_u32() % 7_200_000) * 1_000 - 3_600_000_000;
        self.world.now().as_microsecond() + micros
    }

    fn around_opt(&mut self, percent: u32) -> String {
        if self.chance(percent) { self.around().to_string() } else { "null".into() }
    }

    fn insert(&mut self, table: &str, columns: &str, values: &[String]) {
        let values = values.join(", ");
        writeln!(self.sql, "insert into {table} ({columns}) values ({values});").unwrap();
    }

    fn members(&mut self) {
        for at in 0..30 {
            let (agency, agency_kind) = self.agency();
            let roles = Role::ALL.iter().copied().filter(|_| self.rng.next_u32().is_multiple_of(4)).collect();
            let actor = MemberActor {
                member: MemberId::new(),
                agency,
                agency_kind,
                team: None,
                roles,
                name: format!("N {at}"),
            };
            let values = [
                quoted(actor.member),
                quoted(agency),
                quoted(format!("generated-{}", actor.member)),
                quoted(&actor.name),
                "''".into(),
                "''".into(),
                "''".into(),
                "true".into(),
            ];
            self.insert("member", "id, agency_id, login, name, title_en, title_fr, roles, active", &values);
            self.made.members.push(actor);
        }
        // People of the cast take part, too, for they hold the roles that matter together.
        let cast: Vec<MemberActor> = self.world.members().map(|(_, member)| member.clone()).collect();
        self.made.members.extend(cast);
        // One who has left, and may still stand on a team.
        let (agency, gone) = (self.agency().0, MemberId::new());
        let values = [
            quoted(gone),
            quoted(agency),
            quoted(gone),
            "'Gone'".into(),
            "''".into(),
            "''".into(),
            "''".into(),
            "false".into(),
        ];
        self.insert("member", "id, agency_id, login, name, title_en, title_fr, roles, active", &values);
    }

    fn release(&mut self, resource: impl Display) {
        for _ in 0..self.below(3) {
            let (agency, from, until) = (self.agency().0, self.around(), self.around_opt(40));
            let values = [quoted(&resource), quoted(agency), from.to_string(), until];
            self.insert("release_to", "resource_id, agency_id, released_at, ended_at", &values);
        }
    }

    fn case(&mut self) {
        let (id, owner) = (CaseId::new(), self.holder());
        let (closed, charged) = (self.around_opt(20), if self.chance(30) { "'2026-07-20'" } else { "null" });
        let values = [
            quoted(id),
            quoted(id),
            "'joint-case'".into(),
            "'received'".into(),
            quoted(owner),
            self.around().to_string(),
            closed,
            charged.into(),
            self.chance(30).to_string(),
            "'Example'".into(),
        ];
        let columns = "id, number, case_type, stage, owner_id, opened_at, closed_at, charged_on, publication_ban, subject_name";
        self.insert("case_file", columns, &values);
        self.made.cases.push(id);
        let mut seen = Vec::new();
        for _ in 0..self.below(8) {
            let member = self.member();
            if seen.contains(&member) {
                continue;
            }
            seen.push(member);
            let (part, until) = (self.one(Part::ALL), self.around_opt(25));
            let values = [quoted(id), quoted(member), quoted(part), "1".into(), until];
            self.insert("case_participant", "case_id, member_id, part, since, until", &values);
        }
        for kind in CompartmentKind::ALL {
            if self.chance(65) {
                let owner = self.holder();
                self.compartment(id, *kind, owner);
            }
        }
        for _ in 0..self.below(5) {
            self.consent(id);
        }
    }

    fn compartment(&mut self, case: CaseId, kind: CompartmentKind, owner: AgencyId) {
        let id = CompartmentId::new();
        let key = NamedKey::generate().unwrap();
        let (owner_text, subject) = (owner.to_string(), id.to_string());
        let binding = Binding { purpose: Purpose::FIELD, owner: &owner_text, subject: &subject };
        let agency_key = NamedKey::derive(&self.world.key(), Purpose::FIELD, &owner_text, 1);
        let wrapped = hex::encode(agency_key.wrap(&key, &binding).unwrap().to_bytes());
        let values = [quoted(id), quoted(case), quoted(kind), quoted(owner), "1".into(), quoted(wrapped)];
        self.insert("compartment", "id, case_id, kind, owner_id, opened_at, wrapped_key", &values);
        self.release(id);
        for _ in 0..self.below(3) {
            let (glass, member, from, until) =
                (BreakGlassId::new(), self.member(), self.around(), self.around());
            self.made.glass.push(glass);
            let values = [
                quoted(glass),
                quoted(member),
                quoted(case),
                quoted(id),
                "'safety'".into(),
                "'x'".into(),
                from.to_string(),
                until.to_string(),
            ];
            self.insert(
                "break_glass",
                "id, member_id, case_id, compartment_id, reason, why, from_at, until_at",
                &values,
            );
        }
        for _ in 0..=self.below(2) {
            let entry = EntryId::new();
            let row = entry.to_string();
            let place = Place { owner: &subject, column: "entry.sealed", row: &row };
            let sealed = hex::encode(field::seal(&key, &place, br#"{"title":"Example"}"#).unwrap());
            let author = if self.chance(70) { Some(self.member()) } else { None };
            let values = [
                quoted(entry),
                quoted(case),
                quoted(id),
                quoted(self.one(EntryKind::ALL)),
                self.around().to_string(),
                "1".into(),
                opt(author),
                "''".into(),
                quoted(sealed),
                self.chance(12).to_string(),
                self.chance(25).to_string(),
            ];
            let columns = "id, case_id, compartment_id, kind, at, written_at, author_id, author_name, sealed, youth_sealed, immigration";
            self.insert("entry", columns, &values);
            self.made.entries.push(entry);
        }
    }

    fn consent(&mut self, case: CaseId) {
        let (id, recipient) = (ConsentId::new(), self.agency().0);
        let values = [
            quoted(id),
            quoted(case),
            "'support'".into(),
            quoted(recipient),
            self.chance(80).to_string(),
            "'self'".into(),
            "'capable'".into(),
            self.around().to_string(),
            self.around().to_string(),
            self.around_opt(30),
            quoted(self.member()),
            quoted(recipient),
        ];
        self.consents.push((case, id, recipient));
        let columns = "id, case_id, purpose, recipient_id, granted, given_by, capacity, given_at, until_at, withdrawn_at, recorded_by, recorded_for";
        self.insert("consent", columns, &values);
        for kind in CompartmentKind::ALL {
            if self.chance(40) {
                self.insert("consent_compartment", "consent_id, kind", &[quoted(id), quoted(kind)]);
            }
        }
    }

    fn records(&mut self) {
        let mut imports: Vec<(ImportId, AgencyId, Vec<RecordId>)> =
            self.agencies.iter().map(|(agency, _)| (ImportId::new(), *agency, Vec::new())).collect();
        for _ in 0..90 {
            let (id, owner) = (RecordId::new(), self.holder());
            let import = imports.iter_mut().find(|(_, agency, _)| *agency == owner).unwrap();
            import.2.push(id);
            let import = import.0;
            let holdings = if self.chance(50) {
                self.one(&[CompartmentKind::Police, CompartmentKind::ChildProtection])
            } else {
                self.one(CompartmentKind::ALL)
            };
            let values = [
                quoted(id),
                quoted(owner),
                quoted(holdings),
                quoted(id),
                quoted(import),
                "1".into(),
                "'{}'".into(),
                self.chance(12).to_string(),
                self.chance(25).to_string(),
            ];
            let columns = "id, owner_id, holdings, source_key, import_id, written_at, person, youth_sealed, immigration";
            self.insert("record", columns, &values);
            let values = [quoted(id), "'year'".into(), "'birth_date'".into(), quoted(YEAR)];
            self.insert("search_token", "record_id, kind, field, token", &values);
            self.release(id);
            self.made.records.push(id);
        }
        for (import, agency, _) in &imports {
            let values = [
                quoted(import),
                quoted(agency),
                "'police'".into(),
                "'x'".into(),
                "'x'".into(),
                "'world'".into(),
                "1".into(),
                "1".into(),
                "1".into(),
            ];
            let columns =
                "id, agency_id, holdings, file_name, file_hash, mapping, rows_read, rows_kept, imported_at";
            self.insert("import", columns, &values);
        }
        self.made.imports = imports;
        let mut pairs = Vec::new();
        while pairs.len() < 120 {
            let (left, right) = (self.below(90), self.below(90));
            if left < right && !pairs.contains(&(left, right)) {
                pairs.push((left, right));
            }
        }
        for (left, right) in pairs {
            let (id, left, right) = (MatchId::new(), self.made.records[left], self.made.records[right]);
            let evidence = r#"{"prior":-16.0,"reasons":[],"likely":true,"model":"x 1"}"#;
            let values = [
                quoted(id),
                quoted(left),
                quoted(right),
                "1".into(),
                quoted(self.one(MatchState::ALL)),
                "1.5".into(),
                quoted(evidence),
            ];
            self.insert("match_alert", "id, left_id, right_id, raised_at, state, weight, evidence", &values);
            self.made.matches.push(id);
        }
    }

    fn referral(&mut self) {
        let (id, to) = (ReferralId::new(), self.holder());
        let (owner, row) = (to.to_string(), id.to_string());
        let key = NamedKey::derive(&self.world.key(), Purpose::FIELD, &owner, 1);
        let place = Place { owner: &owner, column: "referral.answers", row: &row };
        let answers = hex::encode(field::seal(&key, &place, b"{}").unwrap());
        let sender = if self.chance(50) { Some(self.member()) } else { None };
        let values = [
            quoted(id),
            quoted(id),
            quoted(to),
            "'school'".into(),
            opt(sender),
            quoted(id),
            self.around().to_string(),
            quoted(self.one(ReferralState::ALL)),
            quoted(answers),
            "'1'".into(),
        ];
        let columns =
            "id, number, to_id, source, sent_by, follow_hash, received_at, state, answers, form_version";
        self.insert("referral", columns, &values);
        self.made.referrals.push(id);
    }

    fn service_referral(&mut self, service: ServiceId) {
        let at = self.below(self.consents.len());
        let (id, (case, consent, recipient)) = (ServiceReferralId::new(), self.consents[at]);
        let values = [
            quoted(id),
            quoted(id),
            quoted(case),
            quoted(service),
            quoted(self.holder()),
            quoted(recipient),
            quoted(self.member()),
            quoted(consent),
            quoted(self.one(LoopState::ALL)),
            self.around().to_string(),
        ];
        let columns = "id, number, case_id, service_id, from_id, to_id, sent_by, consent_id, state, sent_at";
        self.insert("service_referral", columns, &values);
        self.made.loops.push(id);
    }

    fn service(&mut self) -> ServiceId {
        let id = ServiceId::new();
        let empty = || "''".to_owned();
        let values = [
            quoted(id),
            quoted(id),
            empty(),
            empty(),
            empty(),
            empty(),
            empty(),
            empty(),
            "'[]'".into(),
            "'[]'".into(),
            "false".into(),
            "'{}'".into(),
        ];
        let columns = "id, source_key, name_en, name_fr, description_en, description_fr, organisation, category, areas, languages, indigenous_led, details";
        self.insert("service", columns, &values);
        id
    }

    fn clock(&mut self) {
        let (id, agency) = (ClockId::new(), self.holder());
        let case = if self.chance(60) { Some(self.one(&self.made.cases.clone())) } else { None };
        let member = if self.chance(50) { Some(self.member()) } else { None };
        let values = [
            quoted(id),
            "'x'".into(),
            "'1'".into(),
            quoted(self.one(ClockSubject::ALL)),
            quoted(id),
            opt(case),
            quoted(agency),
            opt(member),
            "1".into(),
            self.around().to_string(),
            "1".into(),
            self.around_opt(30),
            self.around_opt(20),
        ];
        let columns = "id, rule, rule_version, subject_kind, subject_id, case_id, agency_id, member_id, started_at, due_at, soon_at, met_at, stopped_at";
        self.insert("clock", columns, &values);
        self.made.clocks.push(id);
    }
}

/// Draws a world and writes it.
pub(super) async fn populate(world: &World, rng: &mut TestRng) -> Generated {
    let mut agencies: Vec<(AgencyId, AgencyKind)> =
        world.members().map(|(_, member)| (member.agency, member.agency_kind)).collect();
    agencies.sort();
    agencies.dedup();
    let mut draw =
        Draw { world, rng, agencies, consents: Vec::new(), sql: String::new(), made: Generated::default() };
    draw.members();
    for _ in 0..12 {
        draw.case();
    }
    draw.records();
    for _ in 0..40 {
        draw.referral();
    }
    for _ in 0..60 {
        draw.clock();
    }
    let service = draw.service();
    for _ in 0..50 {
        draw.service_referral(service);
    }
    world.raw().await.execute(&draw.sql).await;
    draw.made
}
