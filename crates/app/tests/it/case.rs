//! Cases as each person sees them.

use std::collections::BTreeSet;

use app::Error;
use domain::case::Part;
use domain::compartment::CompartmentKind::{self, *};
use domain::entry::Marks;
use domain::id::CaseId;
use testkit::World;

const UNMARKED: Marks = Marks { youth_sealed: false, immigration: false };

/// Which compartments' entries a member of the cast reads in [`World::whole_case`]; none where the case is absent.
fn reads(member: &str) -> Option<&'static [CompartmentKind]> {
    Some(match member {
        "worker" => &[Core, ChildProtection],
        // The owner's supervisor reads what the owner holds; a partner's reads its own and not the shared core.
        "cas_supervisor" => &[Core, ChildProtection],
        "police_supervisor" => &[Police],
        "officer" => &[Core, Police, Intelligence],
        "liaison" => &[Core, Liaison],
        "service_worker" => &[Core, Services],
        "counsellor" => &[Core, Services, Vault],
        "steward" => &[Core, FirstNation],
        _ => return None,
    })
}

fn title(kind: CompartmentKind) -> String {
    format!("Words of {kind}")
}

/// Which of the titles a view of the case holds, whatever the system wrote besides.
fn seen(view: &app::case::CaseView) -> BTreeSet<CompartmentKind> {
    let written = |kind: &CompartmentKind| view.entries.iter().any(|told| told.entry.title == title(*kind));
    CompartmentKind::ALL.iter().copied().filter(written).collect()
}

testkit::both_engines! {
    async fn an_unknown_case_is_absent_and_the_try_is_recorded(world) {
        let shown = app::case::show(&world.app, &world.actor("worker"), CaseId::new()).await;
        assert!(matches!(shown, Err(Error::NotFound)));
    }

    async fn a_new_member_has_no_cases(world) {
        assert_eq!(app::case::list(&world.app, &world.actor("worker")).await.unwrap(), []);
    }

    async fn each_person_reads_exactly_the_compartments_that_the_barriers_leave_open(world) {
        let matter = world.whole_case().await;
        let mut entries = Vec::new();
        for (kind, by) in World::writers() {
            entries.push((kind, world.note(by, matter.compartment(kind), &title(kind), UNMARKED).await));
        }
        for (key, _) in world.members() {
            let actor = world.actor(key);
            let shown = app::case::show(&world.app, &actor, matter.id).await;
            let listed = app::case::list(&world.app, &actor).await.unwrap_or_default();
            let expected = reads(key);
            assert_eq!(listed.iter().any(|case| case.id == matter.id), expected.is_some(), "{key}'s list");
            match (&shown, expected) {
                (Ok(view), Some(kinds)) => {
                    assert_eq!(seen(view), kinds.iter().copied().collect(), "{key}");
                    let counted: BTreeSet<_> = view.tallies.compartments.keys().copied().collect();
                    assert_eq!(counted, kinds.iter().copied().collect(), "{key}'s counts name no other compartment");
                    assert_eq!(view.tallies.all(), i64::try_from(view.entries.len()).unwrap(), "{key}'s count");
                }
                (Err(Error::NotFound), None) => {}
                other => panic!("{key}: {other:?}"),
            }
            for (kind, entry) in &entries {
                // Analysts open their service's intelligence without being on the team.
                let opens = expected.unwrap_or_default().contains(kind) || (key == "analyst" && *kind == Intelligence);
                match app::entry::open(&world.app, &actor, *entry).await {
                    Ok(told) => assert!(opens && told.entry.title == title(*kind), "{key} opened {kind}"),
                    Err(Error::NotFound) => assert!(!opens, "{key} should open {kind}"),
                    Err(other) => panic!("{key} {kind}: {other}"),
                }
            }
        }
    }

    async fn nobody_writes_where_they_may_not_and_own_compartments_come_first(world) {
        let matter = world.whole_case().await;
        for (key, _) in world.members() {
            let actor = world.actor(key);
            for (kind, id) in &matter.compartments {
                let note = app::entry::Note {
                    kind: domain::entry::EntryKind::Note,
                    at: None,
                    title: domain::text::Line::parse("x").unwrap(),
                    body: None,
                    sensitive_body: None,
                    marks: UNMARKED,
                };
                let written = app::entry::write(&world.app, &actor, *id, note).await;
                // Supervisors of the compartment's owner write without being on the team; analysts their intelligence.
                let may = match key {
                    "cas_supervisor" => *kind == ChildProtection,
                    "police_supervisor" => *kind == Police,
                    "analyst" => *kind == Intelligence,
                    "counsellor" => [Core, Services, Vault].contains(kind),
                    _ => reads(key).unwrap_or_default().contains(kind),
                };
                match written {
                    Ok(_) => assert!(may, "{key} wrote in {kind}"),
                    Err(Error::NotFound) => assert!(!may, "{key} should write in {kind}"),
                    Err(other) => panic!("{key} {kind}: {other}"),
                }
            }
        }
        let view = app::case::show(&world.app, &world.actor("officer"), matter.id).await.unwrap();
        let kinds: Vec<_> = view.head.writable.iter().map(|writable| writable.kind).collect();
        assert_eq!(kinds, [Police, Intelligence, Core]);
    }

    async fn a_sealed_youth_record_is_gone_for_everybody_and_from_the_count(world) {
        let matter = world.joint_case().await;
        let core = matter.compartment(Core);
        let before = app::case::show(&world.app, &world.actor("worker"), matter.id).await.unwrap().tallies.all();
        let marks = Marks { youth_sealed: true, immigration: false };
        let entry = world.note("worker", core, "An old finding", marks).await;
        for key in ["worker", "officer", "cas_supervisor"] {
            let view = app::case::show(&world.app, &world.actor(key), matter.id).await.unwrap();
            assert!(view.entries.iter().all(|told| told.entry.id != entry), "{key}");
            assert!(matches!(app::entry::open(&world.app, &world.actor(key), entry).await, Err(Error::NotFound)), "{key}");
        }
        let after = app::case::show(&world.app, &world.actor("worker"), matter.id).await.unwrap();
        assert_eq!(after.tallies.all(), before);
    }

    async fn an_older_page_continues_where_the_newer_one_ends(world) {
        let matter = world.joint_case().await;
        let core = matter.compartment(Core);
        for number in 0..120 {
            world.note("worker", core, &format!("Note {number}"), UNMARKED).await;
        }
        let actor = world.actor("worker");
        let first = app::case::show(&world.app, &actor, matter.id).await.unwrap();
        assert!(first.more && first.entries.len() == 100);
        let last = &first.entries[99].entry;
        let narrow = store::entry::Narrow { before: Some((last.at, last.id)), ..Default::default() };
        let second = app::case::show_part(&world.app, &actor, matter.id, &narrow).await.unwrap();
        assert!(!second.more);
        let all: BTreeSet<_> = first.entries.iter().chain(&second.entries).map(|told| told.entry.id).collect();
        assert_eq!(i64::try_from(all.len()).unwrap(), first.tallies.all());
        let only = store::entry::Narrow { compartment: Some(ChildProtection), ..Default::default() };
        assert_eq!(app::case::show_part(&world.app, &actor, matter.id, &only).await.unwrap().entries, []);
    }

    async fn a_case_moves_only_as_its_pack_allows(world) {
        let case = world.joint_case().await.id;
        let to = |stage: &str| app::case::Move { to: stage.into(), reason: None, words: None };
        let moved = |by: &'static str, wanted| { let (app, actor) = (world.app.clone(), world.actor(by)); async move { app::case::change_stage(&app, &actor, case, wanted).await } };
        let invalid = |outcome: &app::Result<()>, message: &str| {
            matches!(outcome, Err(Error::Invalid(faults)) if faults[0].message == message)
        };
        assert!(invalid(&moved("worker", to("engaged")).await, "case-stage-not-now"), "no such move");
        assert!(invalid(&moved("officer", to("assessed")).await, "case-stage-not-now"), "not their agency's");
        assert!(matches!(moved("stranger", to("assessed")).await, Err(Error::NotFound)));
        moved("worker", to("assessed")).await.unwrap();
        assert!(invalid(&moved("worker", to("closed")).await, "case-stage-not-now"), "only a supervisor closes");
        assert!(invalid(&moved("cas_supervisor", to("closed")).await, "case-reason-missing"));
        let close = app::case::Move { to: "closed".into(), reason: Some("moved_on".into()), words: None };
        moved("cas_supervisor", close).await.unwrap();
        let view = app::case::show(&world.app, &world.actor("worker"), case).await.unwrap();
        assert!(view.head.case.closed_at.is_some() && view.head.writable.is_empty());
        assert!(view.head.clocks.iter().all(|clock| clock.met_at.is_some() || clock.stopped_at.is_some()));
        assert_eq!(view.head.moves, ["engaged"]);
        moved("worker", to("engaged")).await.unwrap();
        let view = app::case::show(&world.app, &world.actor("worker"), case).await.unwrap();
        assert!(view.head.case.closed_at.is_none() && !view.head.writable.is_empty());
        let titles: Vec<_> = view.entries.iter().map(|told| told.entry.title.as_str()).collect();
        assert!(titles.contains(&"event-stage-changed from=assessed reason=moved_on to=closed"), "{titles:?}");
    }

    async fn people_join_from_partner_agencies_and_nobody_else_and_the_liaison_never_this_way(world) {
        let case = world.joint_case().await.id;
        let worker = world.actor("worker");
        let candidates = app::case::candidates(&world.app, &worker, case).await.unwrap();
        let agencies: BTreeSet<_> = candidates.iter().map(|it| it.agency.id).collect();
        let seen = |key: &str| agencies.contains(&world.agency(key));
        assert!(candidates[0].agency.id == world.agency("cas"), "one's own agency first");
        assert!(seen("police") && seen("police2") && seen("cas2") && seen("circle"));
        assert!(!seen("border") && !seen("crown") && !seen("stillwater") && !seen("privacy"));
        let people: BTreeSet<_> = candidates.iter().flat_map(|it| &it.people).map(|it| it.member).collect();
        assert!(!people.contains(&world.member("officer").member), "takes part already");
        assert!(!people.contains(&world.member("analyst").member) && !people.contains(&world.member("administrator").member));
        let add = |key: &str, part| {
            let (app, actor, member) = (world.app.clone(), world.actor("worker"), world.member(key).member);
            async move { app::case::add_participant(&app, &actor, case, member, part).await }
        };
        add("officer2", Part::Worker).await.unwrap();
        for (key, part) in [
            ("officer2", Part::Worker),
            ("border_officer", Part::Worker),
            ("service_worker", Part::Worker),
            ("analyst", Part::Worker),
            ("liaison", Part::Liaison),
            ("worker2", Part::Counsellor),
        ] {
            assert!(matches!(add(key, part).await, Err(Error::Invalid(_))), "{key} as {part}");
        }
        let end = |by: &str, key: &str| {
            let (app, actor, member) = (world.app.clone(), world.actor(by), world.member(key).member);
            async move { app::case::end_participant(&app, &actor, case, member).await }
        };
        assert!(matches!(end("officer", "worker").await, Err(Error::Invalid(_))), "not one's own agency's, nor one's case");
        assert!(matches!(end("worker", "worker").await, Err(Error::Invalid(_))), "the last of the agency that leads");
        end("worker", "officer2").await.unwrap();
        assert!(matches!(end("worker", "officer2").await, Err(Error::Conflict)));
        assert!(matches!(app::case::show(&world.app, &world.actor("officer2"), case).await, Err(Error::NotFound)));
    }

    async fn only_the_person_s_own_declaration_brings_a_liaison_and_police_never_do(world) {
        let case = world.joint_case().await.id;
        let liaison = world.member("liaison").member;
        let route = |by: &str, declared| {
            let (app, actor) = (world.app.clone(), world.actor(by));
            async move { app::case::route_liaison(&app, &actor, case, liaison, declared).await }
        };
        let forbidden = |outcome: app::Result<()>| match outcome {
            Err(Error::Forbidden { barriers }) => barriers,
            other => panic!("{other:?}"),
        };
        assert_eq!(forbidden(route("officer", true).await), ["barrier-liaison-routing-police"]);
        assert_eq!(forbidden(route("worker", false).await), ["barrier-liaison-routing-declared"]);
        assert!(matches!(route("stranger", true).await, Err(Error::NotFound)));
        route("worker", true).await.unwrap();
        assert!(matches!(route("worker", true).await, Err(Error::Invalid(_))), "one at a time");
        let view = app::case::show(&world.app, &world.actor("worker"), case).await.unwrap();
        let clock = |view: &app::case::CaseView| view.head.clocks.iter().find(|clock| clock.rule == "liaison-tell").cloned();
        assert!(clock(&view).unwrap().met_at.is_none());
        let mine = app::case::show(&world.app, &world.actor("liaison"), case).await.unwrap();
        assert_eq!(mine.head.writable[0].kind, Liaison);
        let view = app::case::show(&world.app, &world.actor("worker"), case).await.unwrap();
        assert!(clock(&view).unwrap().met_at.is_some(), "opening the case tells that the liaison knows");
        let back = |by: &str| {
            let (app, actor) = (world.app.clone(), world.actor(by));
            async move { app::case::unroute_liaison(&app, &actor, case).await }
        };
        assert!(forbidden(back("officer").await).contains(&"barrier-liaison-routing-police".to_owned()));
        assert_eq!(forbidden(back("worker").await), ["barrier-liaison-routing-back"]);
        let ended = app::case::end_participant(&world.app, &world.actor("officer"), case, liaison).await;
        assert!(matches!(ended, Err(Error::Invalid(_))), "police do not end it by managing the case either");
        back("liaison").await.unwrap();
        assert!(matches!(app::case::show(&world.app, &world.actor("liaison"), case).await, Err(Error::NotFound)));
    }

    async fn a_charge_and_a_ban_are_written_down_by_those_who_manage(world) {
        let case = world.joint_case().await.id;
        let worker = world.actor("worker");
        let day = jiff::civil::date(2026, 7, 18);
        app::case::set_charge(&world.app, &worker, case, Some(day)).await.unwrap();
        let ahead = app::case::set_charge(&world.app, &worker, case, Some(jiff::civil::date(2026, 11, 22))).await;
        assert!(matches!(ahead, Err(Error::Invalid(_))), "it is still the 21st in Toronto");
        app::case::set_publication_ban(&world.app, &world.actor("officer"), case, true).await.unwrap();
        assert!(matches!(app::case::set_publication_ban(&world.app, &worker, case, true).await, Err(Error::Conflict)));
        let view = app::case::show(&world.app, &worker, case).await.unwrap();
        assert_eq!((view.head.case.charged_on, view.head.case.publication_ban), (Some(day), true));
    }
}
