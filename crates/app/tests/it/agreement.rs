//! Lists, counts and searches filter in SQL; the policy decides row by row. On generated worlds both must come to exactly
//! the same rows, on both databases: a row too many is a leak that the second gate stops, a row too few is work that nobody
//! sees.
//!
//! To add a list: load the facts of every row there is in [`Facts`], and call [`Asker::agree`] with what the list gives.

mod generate;

use std::collections::BTreeSet;

use domain::actor::{Actor, MemberActor};
use domain::id::ImportId;
use jiff::Timestamp;
use policy::action::{
    CompareRecord, FindRecord, KnowHolder, LinkRecords, ListBreakGlass, ListCases, ListClocks, ListMatches,
    ListRecords, ListReferrals, ListServiceReferrals, ReadBreakGlass, ReadCase, ReadClock, ReadEntry,
    ReadMatch, ReadRecord, ReadReferral, ReadServiceReferral, SearchRecords,
};
use policy::context;
use policy::facts::{
    AgencyFacts, BreakGlassFacts, CaseFacts, ClockFacts, EntryFacts, MatchFacts, RecordFacts, ReferralFacts,
    ServiceReferralFacts, SystemFacts,
};
use policy::{Action, Admitted, Authorized, Candidate, Policy, Resource as _};
use proptest::test_runner::{RngAlgorithm, TestRng};
use store::entry::Narrow;
use store::matching::Wanted;
use store::record::{Asked, SearchToken};
use store::{Held, Tx};
use testkit::World;

use generate::Generated;

/// More rows than any world has.
const ALL: i64 = 100_000;

/// What the policy weighs of every row there is.
struct Facts {
    cases: Vec<CaseFacts>,
    entries: Vec<EntryFacts>,
    records: Vec<RecordFacts>,
    imported: Vec<(ImportId, AgencyFacts, Vec<RecordFacts>)>,
    matches: Vec<MatchFacts>,
    referrals: Vec<ReferralFacts>,
    clocks: Vec<ClockFacts>,
    loops: Vec<ServiceReferralFacts>,
    glass: Vec<BreakGlassFacts>,
}

impl Facts {
    async fn load(world: &World, made: &Generated) -> Self {
        let mut tx = world.store.begin(world.now()).await.unwrap();
        let mut facts = Self {
            cases: Vec::new(),
            entries: Vec::new(),
            records: Vec::new(),
            imported: Vec::new(),
            matches: Vec::new(),
            referrals: Vec::new(),
            clocks: Vec::new(),
            loops: Vec::new(),
            glass: Vec::new(),
        };
        for id in &made.cases {
            facts.cases.extend(tx.case_facts(*id).await.unwrap());
        }
        for id in &made.entries {
            facts.entries.extend(tx.entry_facts(*id).await.unwrap());
        }
        for id in &made.records {
            facts.records.extend(tx.record_facts(*id).await.unwrap());
        }
        for (import, agency, records) in &made.imports {
            let of = |facts: &&RecordFacts| records.contains(&facts.id);
            let agency = tx.agency_facts(*agency).await.unwrap().unwrap();
            facts.imported.push((*import, agency, facts.records.iter().filter(of).cloned().collect()));
        }
        for id in &made.matches {
            facts.matches.extend(tx.match_facts(*id).await.unwrap());
        }
        for id in &made.referrals {
            facts.referrals.extend(tx.referral_facts(*id).await.unwrap());
        }
        for id in &made.clocks {
            facts.clocks.extend(tx.clock_facts(*id).await.unwrap());
        }
        for id in &made.loops {
            facts.loops.extend(tx.service_referral_facts(*id).await.unwrap());
        }
        for id in &made.glass {
            facts.glass.extend(tx.break_glass_facts(*id).await.unwrap());
        }
        tx.rollback().await.unwrap();
        facts
    }
}

/// Somebody who asks for lists, and how many rows they were given in all.
struct Asker<'a> {
    world: &'a World,
    policy: &'a Policy,
    actor: Actor,
    given: usize,
}

impl Asker<'_> {
    fn permit<A: Action>(&self, facts: &A::Resource, context: &A::Context) -> Option<Authorized<A>> {
        self.policy.authorize::<A>(&self.actor, facts, context).ok()
    }

    async fn begin(&self) -> Tx {
        self.world.store.begin(self.world.now()).await.unwrap()
    }

    /// What a list gives must be what the policy permits of all rows there are.
    async fn agree<'f, A: Action<Context = ()>, T>(
        &mut self,
        tx: Tx,
        listed: Held<Vec<Candidate<A, T>>>,
        id: impl Fn(&T) -> String,
        all: impl IntoIterator<Item = &'f A::Resource>,
    ) -> usize
    where
        A::Resource: 'f,
    {
        let receipt = tx.commit().await.unwrap();
        let Admitted { rows, refused, alerts } =
            self.policy.admit(&self.actor, &(), listed.release(&receipt));
        assert_eq!(
            (refused, alerts),
            (0, Vec::new()),
            "{}: SQL lets through what the policy refuses",
            self.who::<A>()
        );
        let permitted: BTreeSet<String> = all
            .into_iter()
            .filter(|facts| self.policy.authorize::<A>(&self.actor, facts, &()).is_ok())
            .map(|facts| facts.id().to_string())
            .collect();
        let given: BTreeSet<String> = rows.iter().map(id).collect();
        assert_eq!(given.len(), rows.len(), "{}: a row stands twice", self.who::<A>());
        assert_eq!(given, permitted, "{}: SQL and the policy differ", self.who::<A>());
        self.given += rows.len();
        rows.len()
    }

    fn who<A: Action>(&self) -> String {
        format!("{} by {:?}", A::NAME, self.actor)
    }

    fn member(&self) -> &MemberActor {
        self.actor.member().unwrap()
    }

    async fn cases_and_entries(&mut self, facts: &Facts) {
        if let Some(ok) = self.permit::<ListCases>(&SystemFacts, &()) {
            let mut tx = self.begin().await;
            let listed = tx.list_cases(&ok, ALL).await.unwrap();
            self.agree::<ReadCase, _>(tx, listed, |case| case.id.to_string(), &facts.cases).await;
        }
        for case in &facts.cases {
            let Some(ok) = self.permit::<ReadCase>(case, &()) else { continue };
            let mut tx = self.begin().await;
            let listed = tx.list_entries(&ok, &Narrow::default(), ALL).await.unwrap();
            let of_case = facts.entries.iter().filter(|entry| entry.compartment.case.id == case.id);
            self.agree::<ReadEntry, _>(tx, listed, |told| told.entry.id.to_string(), of_case).await;
            let mut tx = self.begin().await;
            let listed = tx.clocks_of_case(&ok).await.unwrap();
            let of_case = facts.clocks.iter().filter(|clock| clock.case == Some(case.id));
            self.agree::<ReadClock, _>(tx, listed, |clock| clock.id.to_string(), of_case).await;
        }
    }

    async fn records(&mut self, facts: &Facts) {
        if let Some(ok) = self.permit::<SearchRecords>(&SystemFacts, &()) {
            let token = SearchToken { kind: "year", field: "birth_date", value: generate::YEAR.into() };
            let asked = Asked { tokens: vec![token], trigrams: 1, limit: ALL };
            let mut tx = self.begin().await;
            let listed = tx.search_records(&ok, &asked).await.unwrap();
            self.agree::<FindRecord, _>(tx, listed, |record| record.id.to_string(), &facts.records).await;
            let mut tx = self.begin().await;
            let listed = tx.search_holders(&ok, &asked, &|_| true).await.unwrap();
            self.agree::<KnowHolder, _>(tx, listed, |holder| holder.record.to_string(), &facts.records).await;
        }
        for (import, agency, records) in &facts.imported {
            let Some(ok) = self.permit::<ListRecords>(agency, &()) else { continue };
            let mut tx = self.begin().await;
            let listed = tx.records_of_import(&ok, *import, ALL).await.unwrap();
            self.agree::<ReadRecord, _>(tx, listed, |record| record.id.to_string(), records).await;
        }
    }

    async fn matches(&mut self, facts: &Facts) {
        let Some(ok) = self.permit::<ListMatches>(&SystemFacts, &()) else { return };
        let mut tx = self.begin().await;
        let listed = tx.list_matches(&ok, Wanted::default(), ALL).await.unwrap();
        let counted: i64 = tx.count_matches(&ok).await.unwrap().values().sum();
        let given = self
            .agree::<ReadMatch, _>(tx, listed, |listed| listed.alert.id.to_string(), &facts.matches)
            .await;
        assert_eq!(counted, i64::try_from(given).unwrap(), "a count tells no more than the list");
    }

    async fn own_agency(&mut self, facts: &Facts) {
        let agency = AgencyFacts { id: self.member().agency, kind: self.member().agency_kind };
        if let Some(ok) = self.permit::<ListReferrals>(&agency, &()) {
            let mut tx = self.begin().await;
            let listed = tx.list_referrals(&ok, ALL).await.unwrap();
            self.agree::<ReadReferral, _>(tx, listed, |referral| referral.id.to_string(), &facts.referrals)
                .await;
        }
        if let Some(ok) = self.permit::<ListClocks>(&agency, &()) {
            let mut tx = self.begin().await;
            let listed = tx.list_clocks(&ok, Timestamp::UNIX_EPOCH, ALL).await.unwrap();
            self.agree::<ReadClock, _>(tx, listed, |clock| clock.id.to_string(), &facts.clocks).await;
        }
        if let Some(ok) = self.permit::<ListServiceReferrals>(&SystemFacts, &()) {
            let mut tx = self.begin().await;
            let listed = tx.list_service_referrals(&ok, None, ALL).await.unwrap();
            self.agree::<ReadServiceReferral, _>(tx, listed, |it| it.referral.id.to_string(), &facts.loops)
                .await;
        }
    }

    async fn break_glass(&mut self, facts: &Facts) {
        let own = context::ListBreakGlass { owner: Some(self.member().agency) };
        for context in [own, context::ListBreakGlass { owner: None }] {
            let Some(ok) = self.permit::<ListBreakGlass>(&SystemFacts, &context) else { continue };
            let mut tx = self.begin().await;
            let listed = tx.list_break_glass(&ok, context.owner, ALL).await.unwrap();
            let asked =
                facts.glass.iter().filter(|glass| context.owner.is_none_or(|owner| glass.owner == owner));
            self.agree::<ReadBreakGlass, _>(tx, listed, |it| it.glass.id.to_string(), asked).await;
        }
    }
}

/// Everybody asks for everything.
async fn compare(world: &World, seed: u8) {
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let made = generate::populate(world, &mut rng).await;
    let facts = Facts::load(world, &made).await;
    assert_eq!(facts.cases.len(), made.cases.len());
    assert_eq!(facts.entries.len(), made.entries.len());
    assert_eq!(facts.records.len(), made.records.len());
    assert_eq!(facts.matches.len(), made.matches.len());
    let policy = Policy::builtin().unwrap();
    let mut given = 0;
    for member in made.members.iter().chain(world.members().map(|(_, member)| member)) {
        let mut asker = Asker { world, policy: &policy, actor: Actor::Member(member.clone()), given: 0 };
        asker.cases_and_entries(&facts).await;
        asker.records(&facts).await;
        asker.matches(&facts).await;
        asker.own_agency(&facts).await;
        asker.break_glass(&facts).await;
        given += asker.given;
    }
    let mut system = Asker { world, policy: &policy, actor: Actor::System, given: 0 };
    let ok = system.permit::<LinkRecords>(&SystemFacts, &()).unwrap();
    let mut tx = system.begin().await;
    let listed = tx.linkable(&ok, None, ALL).await.unwrap();
    system.agree::<CompareRecord, _>(tx, listed, |record| record.id.to_string(), &facts.records).await;
    assert!(given > 300, "a world in which {given} rows are seen proves little");
}

testkit::both_engines! {
    async fn sql_and_policy_agree_on_a_generated_world(world) {
        compare(&world, 1).await;
    }

    async fn sql_and_policy_agree_on_another_generated_world(world) {
        compare(&world, 2).await;
    }
}
