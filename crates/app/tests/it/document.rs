//! Documents: in and out whole, or not at all.

use std::path::PathBuf;
use std::time::SystemTime;

use app::Error;
use app::document::{About, file_name};
use domain::compartment::CompartmentKind::{ChildProtection, Core};
use domain::entry::Marks;
use domain::id::{CompartmentId, DocumentId};
use jiff::SignedDuration;
use testkit::World;

fn about() -> About {
    About { name: file_name("Statement.pdf").unwrap(), words: None, marks: Marks::default() }
}

async fn add(world: &World, by: &str, compartment: CompartmentId, content: &[u8]) -> app::Result<DocumentId> {
    let mut upload = app::document::begin(&world.app, &world.actor(by), compartment).await?;
    for piece in content.chunks(1000) {
        upload.push(piece).await?;
    }
    upload.finish(about()).await
}

async fn read(world: &World, by: &str, id: DocumentId) -> app::Result<Vec<u8>> {
    let mut download = app::document::open(&world.app, &world.actor(by), id).await?;
    let mut content = Vec::new();
    while let Some(piece) = download.next().await? {
        content.extend_from_slice(&piece);
    }
    Ok(content)
}

fn files(world: &World) -> Vec<PathBuf> {
    let folder = world.folder().join("attachments");
    std::fs::read_dir(folder)
        .map_or_else(|_| Vec::new(), |files| files.map(|file| file.unwrap().path()).collect())
}

testkit::both_engines! {
    async fn what_goes_in_comes_out_for_those_who_may_read_it(world) {
        let matter = world.joint_case().await;
        let content: Vec<u8> = b"%PDF-1.7 ".iter().copied().chain((0..200_000_u32).flat_map(u32::to_le_bytes)).collect();
        let id = add(&world, "worker", matter.compartment(ChildProtection), &content).await.unwrap();
        assert_eq!(read(&world, "worker", id).await.unwrap(), content);
        assert_eq!(read(&world, "cas_supervisor", id).await.unwrap().len(), content.len());
        for by in ["officer", "stranger", "auditor"] {
            assert!(matches!(read(&world, by, id).await, Err(Error::NotFound)), "{by}");
        }
        assert!(matches!(read(&world, "worker", DocumentId::new()).await, Err(Error::NotFound)));
        let view = app::case::show(&world.app, &world.actor("worker"), matter.id).await.unwrap();
        let document = view.entries.iter().find_map(|told| told.document.clone()).unwrap();
        assert_eq!((document.id, document.media_type.as_str()), (id, "application/pdf"));
        assert_eq!((document.name.as_str(), document.size), ("Statement.pdf", i64::try_from(content.len()).unwrap()));
        // On the disk there is nothing to read.
        let sealed = std::fs::read(&files(&world)[0]).unwrap();
        assert!(!sealed.windows(4).any(|window| window == b"%PDF"));
    }

    async fn an_upload_that_breaks_off_is_refused_or_too_large_leaves_nothing(world) {
        let matter = world.joint_case().await;
        let core = matter.compartment(Core);
        let before = app::case::show(&world.app, &world.actor("worker"), matter.id).await.unwrap().tallies.all();
        let mut upload = app::document::begin(&world.app, &world.actor("worker"), core).await.unwrap();
        upload.push(&[1; 200_000]).await.unwrap();
        assert_eq!(files(&world).len(), 1);
        drop(upload);
        assert!(files(&world).is_empty(), "broken off");
        let empty = app::document::begin(&world.app, &world.actor("worker"), core).await.unwrap();
        assert!(matches!(empty.finish(about()).await, Err(Error::Invalid(_))));
        let mut large = app::document::begin(&world.app, &world.actor("worker"), core).await.unwrap();
        let limit = app::document::largest(&world.app).unwrap();
        let piece = vec![0; 1 << 20];
        let mut taken = 0;
        let refused = loop {
            match large.push(&piece).await {
                Ok(()) => taken += piece.len() as u64,
                Err(error) => break error,
            }
        };
        assert!(matches!(refused, Error::TooLarge { .. }) && taken == limit, "{taken} of {limit}");
        drop(large);
        assert!(files(&world).is_empty());
        let begun = app::document::begin(&world.app, &world.actor("officer"), matter.compartment(ChildProtection)).await;
        assert!(matches!(begun, Err(Error::NotFound)));
        // Whoever lost the right to write while they sent: nothing is kept.
        let mut late = app::document::begin(&world.app, &world.actor("officer"), core).await.unwrap();
        late.push(b"late").await.unwrap();
        let officer = world.member("officer").member;
        app::case::end_participant(&world.app, &world.actor("worker"), matter.id, officer).await.unwrap();
        assert!(matches!(late.finish(about()).await, Err(Error::NotFound)));
        assert!(files(&world).is_empty());
        let view = app::case::show(&world.app, &world.actor("worker"), matter.id).await.unwrap();
        assert!(view.entries.iter().all(|told| told.document.is_none()));
        assert_eq!(view.tallies.all(), before + 1, "only that the officer left");
    }

    async fn a_file_that_was_changed_or_cut_is_not_given_out_as_the_document(world) {
        let matter = world.joint_case().await;
        let content = vec![7; 200_000];
        let id = add(&world, "worker", matter.compartment(Core), &content).await.unwrap();
        let path = files(&world).remove(0);
        let whole = std::fs::read(&path).unwrap();
        let mut changed = whole.clone();
        changed[100_000] ^= 1;
        std::fs::write(&path, changed).unwrap();
        assert!(read(&world, "worker", id).await.is_err());
        std::fs::write(&path, &whole[..whole.len() - 20_000]).unwrap();
        assert!(read(&world, "worker", id).await.is_err());
        // Another document's file in its place.
        let other = add(&world, "worker", matter.compartment(Core), &content).await.unwrap();
        let theirs = world.folder().join("attachments").join(other.to_string());
        std::fs::copy(theirs, &path).unwrap();
        assert!(read(&world, "worker", id).await.is_err());
        std::fs::write(&path, whole).unwrap();
        assert_eq!(read(&world, "worker", id).await.unwrap(), content);
    }

    async fn what_a_crash_has_left_is_taken_away_at_the_start_and_nothing_else(world) {
        let matter = world.joint_case().await;
        let kept = add(&world, "worker", matter.compartment(Core), b"kept").await.unwrap();
        let folder = world.folder().join("attachments");
        let old = SystemTime::from(world.now() - SignedDuration::from_hours(2));
        let put = |name: String, age: SystemTime| {
            let file = std::fs::File::create(folder.join(name)).unwrap();
            file.set_modified(age).unwrap();
        };
        put(format!("{}.part", DocumentId::new()), old);
        put(DocumentId::new().to_string(), old);
        put(format!("{}.part", DocumentId::new()), SystemTime::from(world.now()));
        put("README".into(), old);
        std::fs::File::options().write(true).open(folder.join(kept.to_string())).unwrap().set_modified(old).unwrap();
        let swept = app::document::sweep(&world.app).await.unwrap();
        assert_eq!((swept.broken, swept.orphans), (1, 1));
        assert_eq!(files(&world).len(), 3, "the document, an upload at work, and what is not ours");
        assert_eq!(read(&world, "worker", kept).await.unwrap(), b"kept");
    }
}
