//! Checkpoints and their notes, against an implementation by others (`signed_note`, `tlog_tiles`).

use ledger::note::{KeyName, Note, NoteSigner, VerifierKey};
use ledger::tree::{empty_root, leaf};
use ledger::{Checkpoint, Error};
use proptest::prelude::*;
use signed_note::{StandardVerifier, VerifierList};

const ORIGIN: &str = "harbour.example/ledger";

fn signer(name: &str, secret: u8) -> NoteSigner {
    NoteSigner::new(KeyName::parse(name).unwrap(), &[secret; 32])
}

fn kept() -> (NoteSigner, Checkpoint, String) {
    let signer = signer(ORIGIN, 7);
    let checkpoint = Checkpoint::new(signer.verifier().name(), 20_852_163, leaf(b"root"));
    let note = checkpoint.sign(&signer).unwrap().to_string();
    (signer, checkpoint, note)
}

#[test]
fn others_open_our_checkpoints_with_our_key_alone() {
    let (signer, checkpoint, text) = kept();
    let verifier = StandardVerifier::new(&signer.verifier().to_string()).unwrap();
    let note = signed_note::Note::from_bytes(text.as_bytes()).unwrap();
    let (good, unknown) = note.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
    assert_eq!((good.len(), unknown.len()), (1, 0));
    let theirs = tlog_tiles::Checkpoint::from_bytes(note.text()).unwrap();
    assert_eq!((theirs.origin(), theirs.size()), (ORIGIN, checkpoint.size()));
    assert_eq!(theirs.hash().0, *checkpoint.root().as_bytes());
}

#[test]
fn we_open_what_others_wrote() {
    // The example of C2SP tlog-checkpoint.
    let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
                \u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
    let note: Note = text.parse().unwrap();
    assert_eq!(note.to_string(), text);
    let checkpoint: Checkpoint = note.unchecked().parse().unwrap();
    assert_eq!(
        (checkpoint.origin().as_str(), checkpoint.size()),
        ("example.com/behind-the-sofa", 20_852_163)
    );
}

#[test]
fn a_checkpoint_opens_only_for_its_own_ledger() {
    let (signer_here, checkpoint, text) = kept();
    let note: Note = text.parse().unwrap();
    let here = signer_here.verifier();
    assert_eq!(Checkpoint::open(&note, &here).unwrap(), checkpoint);
    for other in [signer(ORIGIN, 8), signer("other.example/ledger", 7)] {
        assert_eq!(Checkpoint::open(&note, &other.verifier()), Err(Error::Unsigned));
    }
    assert!(checkpoint.sign(&signer("other.example/ledger", 7)).is_err());
    // Signed by the right key, but about another ledger.
    let foreign = Checkpoint::new(&KeyName::parse("other.example/ledger").unwrap(), 1, empty_root());
    let signed = signer_here.sign(&foreign.to_string()).unwrap();
    assert_eq!(Checkpoint::open(&signed, &here), Err(Error::Unsigned));
    // Signed by the right key, and no checkpoint.
    let words = signer_here.sign("good evening\n").unwrap();
    assert_eq!(Checkpoint::open(&words, &here), Err(Error::Malformed("checkpoint")));
}

#[test]
fn a_witness_adds_its_line() {
    let (signer_here, checkpoint, text) = kept();
    let note: Note = text.parse().unwrap();
    let witness = signer("witness.example", 9);
    let added = note.clone().with(&witness.sign(&checkpoint.to_string()).unwrap()).unwrap();
    let sent: Note = added.to_string().parse().unwrap();
    assert!(sent.checked(&signer_here.verifier()).is_some() && sent.checked(&witness.verifier()).is_some());
    assert_eq!(sent.clone().with(&note), Some(sent), "once is enough");
    assert_eq!(note.with(&witness.sign("another\n").unwrap()), None);
}

#[test]
fn keys_are_read_strictly_and_names_kept_apart() {
    let key = signer(ORIGIN, 7).verifier();
    let text = key.to_string();
    assert_eq!(text.parse::<VerifierKey>().unwrap(), key);
    for bad in [
        String::new(),
        text.replace(ORIGIN, "else"),
        text.replace('+', " "),
        format!("{text}AA"),
        text[..20].into(),
    ] {
        assert!(bad.parse::<VerifierKey>().is_err(), "{bad}");
    }
    for bad in ["", "two words", "a+b", "tab\there"] {
        assert!(KeyName::parse(bad).is_err(), "{bad}");
    }
    assert!(!format!("{:?}", signer(ORIGIN, 7)).contains("07"));
}

#[test]
fn checkpoints_and_notes_are_read_strictly() {
    let (signer, checkpoint, text) = kept();
    let body = checkpoint.to_string();
    assert_eq!(body.parse::<Checkpoint>().unwrap(), checkpoint);
    assert_eq!(
        format!("{body}more\n").parse::<Checkpoint>().unwrap(),
        checkpoint,
        "extensions are for others"
    );
    for bad in [
        String::new(),
        body.trim_end().to_owned(),
        body.replace("20852163", "020852163"),
        body.replace("20852163", "+20852163"),
        body.replace("20852163", "-1"),
        body.replace('=', ""),
        body.replace(ORIGIN, "two words"),
        body.lines().take(2).map(|line| format!("{line}\n")).collect(),
    ] {
        assert!(bad.parse::<Checkpoint>().is_err(), "{bad}");
    }
    for bad in [
        text.trim_end().to_owned(),
        text.replace("\n\n", "\n"),
        text.replace('\u{2014}', "-"),
        text.replacen('\n', "\r\n", 1),
        text.clone() + "\n",
        text.clone() + &"\u{2014} a.example AAAAAAA=\n".repeat(101),
    ] {
        assert!(bad.parse::<Note>().is_err(), "{bad}");
    }
    for bad in ["", "no end", "empty\n\nline\n", "control\u{7}\n"] {
        assert!(signer.sign(bad).is_err(), "{bad:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_answered(text in ".{0,200}", lines in proptest::collection::vec("[ -~\u{2014}]{0,40}", 0..8)) {
        for text in [text, lines.join("\n"), format!("{}\n", lines.join("\n"))] {
            if let Ok(note) = text.parse::<Note>() {
                prop_assert_eq!(note.to_string(), text.clone());
                prop_assert!(note.checked(&signer(ORIGIN, 7).verifier()).is_none());
            }
            if let Ok(checkpoint) = text.parse::<Checkpoint>() {
                prop_assert!(text.starts_with(checkpoint.to_string().trim_end()));
            }
            let _ = text.parse::<VerifierKey>();
        }
    }

    #[test]
    fn a_changed_letter_breaks_the_signature(at in any::<prop::sample::Index>(), letter in "[a-zA-Z0-9]") {
        let (signer, _, text) = kept();
        let places: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).map(|(at, _)| at).collect();
        let at = places[at.index(places.len())];
        prop_assume!(text[at..=at] != letter);
        let mut changed = text;
        changed.replace_range(at..=at, &letter);
        let opened = changed.parse::<Note>().and_then(|note| Checkpoint::open(&note, &signer.verifier()));
        prop_assert!(opened.is_err());
    }
}
