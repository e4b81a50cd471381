//! The dashboard's figures on a constructed year: what counts, once for whom, and what is held.

use app::Error;
use app::figures::{Figures, show};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use statistics::{Cell, Ratio};
use testkit::{Raw, World};

/// Inserts rows with numbers of their own.
struct Year {
    raw: Raw,
    next: u32,
}

impl Year {
    async fn of(world: &World) -> Self {
        Self { raw: world.raw().await, next: 0 }
    }

    fn id(&mut self) -> String {
        self.next += 1;
        format!("00000000-0000-7000-8000-{:012}", self.next)
    }

    /// A referral that arrived and was accepted as a case of this age at a moment; returns the id of its record.
    async fn accepted(&mut self, world: &World, at: &str, age: u8) -> String {
        let record = self.id();
        self.accepted_again(world, at, age, &record).await;
        record
    }

    async fn accepted_again(&mut self, world: &World, at: &str, age: u8, record: &str) {
        let (id, at, agency) = (self.id(), micros(at), world.agency("cas"));
        self.raw
            .execute(&format!(
                "insert into case_file (id, number, case_type, stage, owner_id, opened_at, publication_ban, subject_name, subject_age)
                 values ('{id}', 'J-{id}', 'joint-case', 'received', '{agency}', {at}, false, 'Example', {age});
                 insert into referral (id, number, to_id, source, follow_hash, received_at, state, answers, form_version, case_id,
                                       record_id, answered_at)
                 values ('{id}', 'R-{id}', '{agency}', 'school', '{id}', {at}, 'accepted', '', '1', '{id}', '{record}', {at})"
            ))
            .await;
    }

    async fn children(&mut self, world: &World, at: &str, age: u8, how_many: usize) {
        for _ in 0..how_many {
            self.accepted(world, at, age).await;
        }
    }

    async fn declined(&mut self, world: &World, at: &str) {
        let (id, at, agency) = (self.id(), micros(at), world.agency("cas"));
        self.raw
            .execute(&format!(
                "insert into referral (id, number, to_id, source, follow_hash, received_at, state, answers, form_version, answered_at)
                 values ('{id}', 'R-{id}', '{agency}', 'school', '{id}', {at}, 'declined', '', '1', {at})"
            ))
            .await;
    }

    /// Says that two records are one person.
    async fn linked(&mut self, records: &[&str]) {
        let identity = self.id();
        for record in records {
            self.raw
                .execute(&format!(
                    "insert into identity_record (record_id, identity_id) values ('{record}', '{identity}')"
                ))
                .await;
        }
    }

    async fn clock(
        &mut self,
        world: &World,
        rule: &str,
        due: &str,
        met: Option<&str>,
        stopped: Option<&str>,
    ) {
        let (id, due, agency) = (self.id(), micros(due), world.agency("cas"));
        let moment = |at: Option<&str>| at.map_or("null".to_owned(), |at| micros(at).to_string());
        self.raw
            .execute(&format!(
                "insert into clock (id, rule, rule_version, subject_kind, subject_id, agency_id, started_at, due_at, soon_at, met_at, stopped_at)
                 values ('{id}', '{rule}', '1', 'referral', '{id}', '{agency}', {due}, {due}, {due}, {}, {})",
                moment(met),
                moment(stopped)
            ))
            .await;
    }

    /// A referral to a service with the moments of its steps.
    async fn service_referral(&mut self, steps: &[(&str, &str)]) {
        let id = self.id();
        for (state, at) in steps {
            self.raw
                .execute(&format!(
                    "insert into service_referral_step (service_referral_id, state, at) values ('{id}', '{state}', {})",
                    micros(at)
                ))
                .await;
        }
    }
}

fn micros(at: &str) -> i64 {
    at.parse::<Timestamp>().unwrap().as_microsecond()
}

async fn figures(world: &World) -> Figures {
    show(&world.app, &world.actor("statistician")).await.unwrap()
}

fn value(figures: &Figures, id: &str) -> Ratio {
    figures.shares.iter().find(|share| share.definition.id == id).unwrap().value
}

/// Noon of a day of the second quarter, of the third, of yesterday and of today in the world's time.
const SUMMER: &str = "2026-08-12T16:00:00Z";
const AUTUMN: &str = "2026-10-14T16:00:00Z";
const YESTERDAY: &str = "2026-11-20T16:00:00Z";
const TODAY: &str = "2026-11-21T16:00:00Z";

testkit::both_engines! {
    async fn children_are_counted_by_age_and_quarter_with_small_cells_held(world) {
        let mut year = Year::of(&world).await;
        year.children(&world, SUMMER, 14, 6).await;
        year.children(&world, SUMMER, 15, 9).await;
        year.children(&world, AUTUMN, 14, 7).await;
        year.children(&world, AUTUMN, 15, 8).await;
        year.children(&world, AUTUMN, 16, 3).await;
        year.children(&world, AUTUMN, 11, 20).await;
        year.children(&world, AUTUMN, 18, 20).await;

        let figures = figures(&world).await;
        assert_eq!(figures.year_from, date(2026, 4, 1));
        assert_eq!(figures.as_of, date(2026, 11, 21));
        assert_eq!(figures.quarters, [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]);
        assert!(figures.provisional, "the third quarter is not over");
        let table = figures.children_table.as_ref().unwrap();
        let ages: Vec<_> = table.shape().rows().iter().map(|row| row.name.as_str()).collect();
        assert_eq!(ages, ["12", "13", "14", "15", "16", "17"], "the pack's ages");
        assert_eq!(table.cell("14", "2026-07-01"), Some(Cell::Shown(6)));
        assert_eq!(table.cell("15", "2026-10-01"), Some(Cell::Shown(8)));
        assert_eq!(table.cell("12", "2026-10-01"), Some(Cell::Shown(0)));
        assert_ne!(table.cell("16", "2026-10-01"), Some(Cell::Shown(3)), "three children are never shown");
        assert!(statistics::exposes(table).unwrap().is_empty());
        let whole = format!("{figures:?}");
        assert!(!whole.contains("Shown(3)"), "nor anywhere else: {whole}");
        assert_eq!(figures.received_total, Cell::Shown(73), "referrals count whatever the age");
    }

    async fn a_child_counts_once_a_year_by_the_first_accepted_referral(world) {
        let mut year = Year::of(&world).await;
        year.children(&world, SUMMER, 15, 9).await;
        year.children(&world, AUTUMN, 15, 9).await;
        let again = year.accepted(&world, SUMMER, 15).await;
        year.accepted_again(&world, AUTUMN, 15, &again).await;
        let before_the_year = year.accepted(&world, "2026-03-31T16:00:00Z", 15).await;
        year.accepted_again(&world, AUTUMN, 15, &before_the_year).await;

        let figures = figures(&world).await;
        let table = figures.children_table.as_ref().unwrap();
        assert_eq!(table.cell("15", "2026-07-01"), Some(Cell::Shown(10)));
        assert_eq!(table.cell("15", "2026-10-01"), Some(Cell::Shown(10)), "last year's child counts in this year once");
        assert_eq!(figures.children_total, Cell::Shown(20));
        assert_eq!(figures.received_total, Cell::Shown(21), "each referral counts");
    }

    async fn linked_records_are_one_child_and_a_birthday_makes_no_second(world) {
        let mut year = Year::of(&world).await;
        year.children(&world, SUMMER, 15, 9).await;
        year.children(&world, AUTUMN, 16, 9).await;
        let (first, second) = (year.accepted(&world, SUMMER, 15).await, year.accepted(&world, AUTUMN, 16).await);
        let apart = figures(&world).await;
        year.linked(&[&first, &second]).await;
        let linked = figures(&world).await;

        assert_eq!(apart.children_total, Cell::Shown(20));
        assert_eq!(linked.children_total, Cell::Shown(19));
        let table = linked.children_table.as_ref().unwrap();
        assert_eq!(table.cell("15", "2026-07-01"), Some(Cell::Shown(10)), "counted when she was first accepted");
        assert_eq!(table.cell("16", "2026-10-01"), Some(Cell::Shown(9)));
    }

    async fn what_happens_today_counts_from_tomorrow(world) {
        let mut year = Year::of(&world).await;
        year.children(&world, YESTERDAY, 15, 9).await;
        for _ in 0..8 {
            year.clock(&world, "referral-acknowledge", YESTERDAY, Some(YESTERDAY), None).await;
            year.service_referral(&[("accepted", YESTERDAY), ("started", TODAY)]).await;
        }
        let before = figures(&world).await;
        year.children(&world, TODAY, 15, 1).await;
        year.clock(&world, "referral-acknowledge", TODAY, Some(TODAY), None).await;
        let same_day = figures(&world).await;
        world.pass(SignedDuration::from_hours(24));
        let next_day = figures(&world).await;

        assert_eq!(before.children_total, Cell::Shown(9));
        assert_eq!(same_day.children_total, Cell::Shown(9));
        assert_eq!(next_day.children_total, Cell::Shown(10));
        assert_eq!(same_day.received_total, Cell::Shown(9));
        assert_eq!(value(&before, "clocks-met"), value(&same_day, "clocks-met"));
        assert_eq!(value(&next_day, "clocks-met"), Ratio::Shown { part: 9, whole: 9, percent: 100 });
        assert_eq!(value(&same_day, "service-referrals-connected"), Ratio::Shown { part: 0, whole: 8, percent: 0 });
        assert_eq!(value(&next_day, "service-referrals-connected"), Ratio::Shown { part: 8, whole: 8, percent: 100 });
    }

    async fn a_deadline_stopped_today_leaves_the_share_tomorrow(world) {
        let mut year = Year::of(&world).await;
        for _ in 0..10 {
            year.clock(&world, "return-interview-72h", YESTERDAY, Some(SUMMER), None).await;
        }
        for _ in 0..5 {
            year.clock(&world, "return-interview-72h", YESTERDAY, None, Some(TODAY)).await;
            year.clock(&world, "return-interview-72h", YESTERDAY, None, Some(SUMMER)).await;
        }
        assert_eq!(value(&figures(&world).await, "clocks-met"), Ratio::Shown { part: 10, whole: 15, percent: 67 });
        world.pass(SignedDuration::from_hours(24));
        assert_eq!(value(&figures(&world).await, "clocks-met"), Ratio::Shown { part: 10, whole: 10, percent: 100 });
    }

    async fn shares_count_what_their_definitions_say(world) {
        let mut year = Year::of(&world).await;
        for _ in 0..7 {
            year.clock(&world, "referral-acknowledge", AUTUMN, Some(SUMMER), None).await;
        }
        for _ in 0..5 {
            year.clock(&world, "referral-acknowledge", SUMMER, Some(AUTUMN), None).await;
        }
        for _ in 0..8 {
            year.clock(&world, "return-interview-72h", AUTUMN, Some(SUMMER), None).await;
        }
        year.clock(&world, "referral-acknowledge", "2026-03-31T16:00:00Z", None, None).await;
        year.clock(&world, "referral-acknowledge", "2026-12-31T16:00:00Z", None, None).await;
        for _ in 0..6 {
            year.service_referral(&[("sent", SUMMER), ("accepted", SUMMER), ("started", AUTUMN), ("completed", AUTUMN)]).await;
        }
        for _ in 0..2 {
            year.service_referral(&[("sent", SUMMER), ("accepted", SUMMER)]).await;
            year.service_referral(&[("sent", SUMMER), ("declined", SUMMER)]).await;
        }
        let figures = figures(&world).await;
        assert_eq!(
            value(&figures, "referrals-acknowledged"),
            Ratio::Shown { part: 7, whole: 12, percent: 58 },
            "late ones, last year's and those not yet due are no success"
        );
        assert_eq!(value(&figures, "clocks-met"), Ratio::Shown { part: 15, whole: 20, percent: 75 });
        assert_eq!(value(&figures, "service-referrals-connected"), Ratio::NotShown, "two without a visit would show");
    }

    async fn declined_referrals_are_received_but_nobody_is_served(world) {
        let mut year = Year::of(&world).await;
        for _ in 0..6 {
            year.declined(&world, AUTUMN).await;
        }
        let figures = figures(&world).await;
        assert_eq!(figures.children_total, Cell::Shown(0));
        assert_eq!(figures.received_total, Cell::Shown(6));
        assert_eq!(value(&figures, "clocks-met"), Ratio::Undefined);
    }

    async fn on_the_first_day_of_the_year_there_is_nothing_yet(world) {
        let mut year = Year::of(&world).await;
        year.children(&world, AUTUMN, 15, 9).await;
        let to_april = "2027-04-01T16:00:00Z".parse::<Timestamp>().unwrap().duration_since(world.now());
        world.pass(to_april);
        let figures = figures(&world).await;
        assert_eq!(figures.year_from, date(2027, 4, 1));
        assert!(figures.children_table.is_none() && figures.quarters.is_empty() && !figures.provisional);
        assert_eq!(figures.children_total, Cell::Shown(0));
    }

    async fn a_quarter_that_is_over_is_not_provisional(world) {
        let to_january = "2027-01-01T16:00:00Z".parse::<Timestamp>().unwrap().duration_since(world.now());
        world.pass(to_january);
        let figures = figures(&world).await;
        assert_eq!(figures.quarters.len(), 3, "the fourth has no whole day yet");
        assert!(!figures.provisional);
    }

    async fn office_roles_see_figures_and_no_case(world) {
        let mut year = Year::of(&world).await;
        year.children(&world, AUTUMN, 15, 9).await;
        let case = year.raw.texts("select id from case_file").await.remove(0).parse().unwrap();
        for key in ["statistician", "cas_supervisor", "police_supervisor"] {
            let shown = show(&world.app, &world.actor(key)).await.unwrap();
            assert_eq!(shown.children_total, Cell::Shown(9), "{key}");
        }
        for key in ["statistician", "police_supervisor"] {
            let case = app::case::show(&world.app, &world.actor(key), case).await;
            assert!(matches!(case, Err(Error::NotFound)), "{key}");
        }
    }

    async fn others_are_told_that_there_are_no_figures_and_the_try_is_recorded(world) {
        let mut year = Year::of(&world).await;
        for key in ["officer", "worker", "auditor", "administrator", "counsellor"] {
            assert!(matches!(show(&world.app, &world.actor(key)).await, Err(Error::NotFound)), "{key}");
        }
        let refused = "select count(*) from ledger where action = 'ReadFigures' and outcome = 'refused'";
        assert_eq!(year.raw.number(refused).await, 5);
        let _ = figures(&world).await;
        let last = year.raw.texts("select action || ' ' || outcome from ledger order by seq desc limit 1").await;
        assert_eq!(last, ["ReadFigures done"]);
    }
}
