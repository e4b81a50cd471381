//! What leaves in an export, and what never does.

use app::Error;
use app::export::{Export, Order};
use domain::compartment::CompartmentKind::{self, ChildProtection, Core, Intelligence, Police, Vault};
use domain::entry::Marks;
use domain::id::CaseId;
use domain::text::Prose;
use testkit::World;

const UNMARKED: Marks = Marks { youth_sealed: false, immigration: false };

async fn export(world: &World, by: &str, case: CaseId, removed: bool, to: &str) -> app::Result<Export> {
    let order = Order {
        identities_removed: removed,
        recipient: world.agency(to),
        basis: "court_order".into(),
        words: Some(Prose::parse("Order of 20 November").unwrap()),
    };
    app::export::make(&world.app, &world.actor(by), case, order).await
}

fn kinds(export: &Export) -> Vec<CompartmentKind> {
    let mut kinds: Vec<_> = export.entries.iter().map(|it| it.compartment).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

testkit::both_engines! {
    async fn each_agency_exports_its_own_part_and_the_vault_never_leaves(world) {
        let matter = world.whole_case().await;
        for (kind, by) in World::writers() {
            world.note(by, matter.compartment(kind), &format!("Words of {kind}"), UNMARKED).await;
        }
        for (by, leaves) in [
            ("worker", &[Core, ChildProtection][..]),
            ("officer", &[Core, Police, Intelligence]),
            ("liaison", &[Core, CompartmentKind::Liaison]),
            ("counsellor", &[Core, CompartmentKind::Services]),
            ("steward", &[Core, CompartmentKind::FirstNation]),
        ] {
            let export = export(&world, by, matter.id, false, "crown").await.unwrap();
            let mut leaves = leaves.to_vec();
            leaves.sort_unstable();
            assert_eq!(kinds(&export), leaves, "{by}");
            assert!(!export.to_json().unwrap().contains(&format!("Words of {Vault}")), "{by}");
        }
        assert!(matches!(export(&world, "stranger", matter.id, true, "crown").await, Err(Error::NotFound)));
        let supervisor = export(&world, "police_supervisor", matter.id, true, "crown").await;
        assert!(matches!(supervisor, Err(Error::Forbidden { .. })), "a partner's supervisor does not export");
    }

    async fn without_identities_nothing_that_anybody_typed_leaves(world) {
        let matter = world.joint_case().await;
        world.note("worker", matter.compartment(Core), "Wren's cousin lives in Kingston", UNMARKED).await;
        let with = export(&world, "worker", matter.id, false, "crown").await.unwrap().to_json().unwrap();
        for word in ["Wren S.", "she/her", "cousin", "Ama Placeholder", "613-555"] {
            // Telephones leave in no export.
            assert_eq!(with.contains(word), word != "613-555", "{word}");
        }
        let without = export(&world, "worker", matter.id, true, "crown").await.unwrap();
        let text = without.to_json().unwrap();
        for word in ["Wren", "she/her", "15", "cousin", "Kingston", "Placeholder", "Specimen", "613-555", "Harbour", "Crown"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        assert!(text.contains("event-case-opened") && text.contains("\"kind\": \"note\""));
    }

    async fn under_a_publication_ban_there_is_no_other_export(world) {
        let matter = world.joint_case().await;
        app::case::set_publication_ban(&world.app, &world.actor("worker"), matter.id, true).await.unwrap();
        match export(&world, "worker", matter.id, false, "crown").await {
            Err(Error::Forbidden { barriers }) => assert_eq!(barriers, ["barrier-publication-ban-case"]),
            other => assert!(other.is_err(), "{other:?}"),
        }
        let export = export(&world, "worker", matter.id, true, "crown").await.unwrap();
        assert!(export.identities.is_none() && export.publication_ban);
        assert!(app::export::offer(&world.app, &world.actor("worker"), matter.id).await.unwrap().ban);
    }

    async fn what_reveals_immigration_status_never_goes_to_border_enforcement(world) {
        let matter = world.joint_case().await;
        let marks = Marks { youth_sealed: false, immigration: true };
        world.note("worker", matter.compartment(Core), "Her permit", marks).await;
        let sealed = Marks { youth_sealed: true, immigration: false };
        world.note("worker", matter.compartment(Core), "An old finding", sealed).await;
        let to_crown = export(&world, "worker", matter.id, false, "crown").await.unwrap().to_json().unwrap();
        assert!(to_crown.contains("Her permit") && !to_crown.contains("An old finding"));
        let to_border = export(&world, "worker", matter.id, false, "border").await.unwrap().to_json().unwrap();
        assert!(!to_border.contains("Her permit"));
    }

    async fn what_an_emergency_opened_is_read_and_not_exported(world) {
        let matter = world.joint_case().await;
        let notes = matter.compartment(ChildProtection);
        world.note("worker", notes, "Closed words", UNMARKED).await;
        let why = Prose::parse("x").unwrap();
        app::breakglass::open(&world.app, &world.actor("officer"), notes, "imminent_harm", why).await.unwrap();
        let text = export(&world, "officer", matter.id, false, "police").await.unwrap().to_json().unwrap();
        assert!(!text.contains("Closed words"));
    }

    async fn a_basis_is_needed_and_one_s_own_file_stays_one_s_own(world) {
        let matter = world.joint_case().await;
        let order = |basis: &str, to: &str| Order {
            identities_removed: true,
            recipient: world.agency(to),
            basis: basis.into(),
            words: None,
        };
        let worker = world.actor("worker");
        for (order, message) in [
            (order("", "crown"), "export-basis-missing"),
            (order("part_x", "crown"), "export-words-missing"),
            (order("own_file", "crown"), "export-basis-own"),
        ] {
            let outcome = app::export::make(&world.app, &worker, matter.id, order).await;
            assert!(matches!(&outcome, Err(Error::Invalid(faults)) if faults[0].message == message), "{outcome:?}");
        }
        app::export::make(&world.app, &worker, matter.id, order("own_file", "cas")).await.unwrap();
        let view = app::case::show(&world.app, &worker, matter.id).await.unwrap();
        assert!(view.entries.iter().any(|told| told.entry.title.starts_with("event-exported")));
    }
}
