//! `causeway ledger`: what an operator keeps, and what somebody outside checks with the key alone.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

fn causeway(arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_causeway")).args(arguments).output().unwrap();
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn done(arguments: &[&str]) -> String {
    let said = causeway(arguments);
    assert_eq!(said.code, Some(0), "{arguments:?}: {}", said.err);
    said.out
}

fn kept(folder: &Path, name: &str, text: &str) -> String {
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

#[test]
fn checkpoints_and_proofs_are_checked_without_the_store() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("store").display().to_string();
    let (store, here) = (["--data", data.as_str()], folder.path());
    let ledger = |more: &[&str]| done(&[&["ledger"], more, &store].concat());

    let key = ledger(&["key"]);
    let first = kept(here, "first", &ledger(&["checkpoint"]));
    let second = here.join("second").display().to_string();
    assert!(ledger(&["verify", "--since", &first, "--checkpoint", &second]).contains("The ledger holds"));
    let proof = ledger(&["prove", "--entry", "1"]);
    let growth = kept(here, "growth", &ledger(&["continue", "--since", &first]));
    let proved = kept(here, "proof", &proof);

    let check = |file: &str| causeway(&["ledger", "check", "--key", key.trim(), file]);
    for (file, words) in [
        (&first, "Signed by"),
        (&second, "Signed by"),
        (&proved, "Entry 1 is in"),
        (&growth, "of then are the first"),
    ] {
        let said = check(file);
        assert!(said.code == Some(0) && said.out.contains(words), "{file}: {} {}", said.out, said.err);
    }
    assert!(proof.contains("\"actor\": \"system\""));
    let forged = kept(here, "forged", &proof.replace("\"actor\": \"system\"", "\"actor\": \"visitor\""));
    let said = check(&forged);
    assert!(said.code == Some(1) && said.err.contains("does not hold"), "{}", said.err);
    assert_eq!(check(&kept(here, "words", "good evening\n")).code, Some(1));

    let said = causeway(&["ledger", "prove", "--entry", "99", "--data", &data]);
    assert!(said.code == Some(1) && said.err.contains("entry 99"), "{}", said.err);
}

#[test]
fn a_checkpoint_of_another_ledger_is_refused_and_one_of_the_future_tells_a_cut() {
    let folder = TempDir::new().unwrap();
    let one = folder.path().join("one").display().to_string();
    let two = folder.path().join("two").display().to_string();
    let foreign = kept(folder.path(), "foreign", &done(&["ledger", "checkpoint", "--data", &two]));
    for command in ["verify", "continue"] {
        let said = causeway(&["ledger", command, "--data", &one, "--since", &foreign]);
        assert!(said.code == Some(1) && said.err.contains("not signed by the ledger's key"), "{}", said.err);
    }
    // The store of before, put back over the one of now: what was recorded since is gone.
    let copied = folder.path().join("kept.db");
    let database = Path::new(&one).join("causeway.db");
    std::fs::copy(&database, &copied).unwrap();
    for _ in 0..3 {
        done(&["ledger", "verify", "--data", &one]);
    }
    let later = kept(folder.path(), "later", &done(&["ledger", "checkpoint", "--data", &one]));
    std::fs::copy(&copied, &database).unwrap();
    let said = causeway(&["ledger", "continue", "--data", &one, "--since", &later]);
    assert!(said.code == Some(1) && said.err.contains("cut off"), "{}", said.err);
    let said = causeway(&["ledger", "verify", "--data", &one, "--since", &later]);
    assert!(said.code == Some(2) && said.out.contains("Truncated"), "{} {}", said.out, said.err);
    // Grown again to that length, it is another history.
    for _ in 0..3 {
        done(&["ledger", "checkpoint", "--data", &one]);
    }
    let said = causeway(&["ledger", "continue", "--data", &one, "--since", &later]);
    assert!(said.code == Some(1) && said.err.contains("another history"), "{}", said.err);
}
