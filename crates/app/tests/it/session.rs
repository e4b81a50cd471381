//! Signing in, staying in, being put out.

use app::session::{Opened, Resumed, resume, sign_in, unlock};
use app::{Error, account, member};
use crypto::{OtpSecret, SecretString};
use domain::id::MemberId;
use jiff::SignedDuration;
use testkit::World;

const PASSWORD: &str = "heron over the estuary";
const SECRET: [u8; 20] = [5; 20];

fn secret(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

fn code(world: &World) -> String {
    let now = u64::try_from(world.now().as_second()).unwrap();
    OtpSecret::from_bytes(&SECRET).unwrap().code(now).unwrap().to_string()
}

async fn enrol(world: &World, key: &str) -> MemberId {
    let id = world.member(key).member;
    member::enrol_for_training(&world.app, id, secret(PASSWORD), &SECRET).await.unwrap();
    id
}

async fn enter(world: &World, name: &str) -> app::Result<Opened> {
    world.pass(SignedDuration::from_secs(30));
    sign_in(&world.app, name, secret(PASSWORD), &code(world)).await
}

async fn live(world: &World, opened: &Opened) -> app::session::Live {
    match resume(&world.app, &opened.token).await.unwrap() {
        Resumed::Open(live) | Resumed::Locked(live) | Resumed::SettingUp(live) => *live,
        Resumed::Gone => panic!("the session is gone"),
    }
}

async fn is_gone(world: &World, opened: &Opened) -> bool {
    matches!(resume(&world.app, &opened.token).await.unwrap(), Resumed::Gone)
}

/// What the newest entries of the ledger say under `step` and `why`, oldest first.
async fn told(world: &World, last: usize) -> Vec<String> {
    let mut entries = world.ledger(last).await;
    entries.reverse();
    let say = |entry: &ledger::Entry| {
        ["step", "why"]
            .iter()
            .filter_map(|key| entry.detail.get(*key))
            .map(word)
            .collect::<Vec<_>>()
            .join(" ")
    };
    entries.iter().map(say).collect()
}

fn word(value: &ledger::Value) -> String {
    match value {
        ledger::Value::Code(code) => code.to_string(),
        other => format!("{other:?}"),
    }
}

testkit::both_engines! {
    async fn a_member_signs_in_by_name_password_and_code(world) {
        let id = enrol(&world, "worker").await;
        let opened = enter(&world, " WORKER ").await.unwrap();
        let live = live(&world, &opened).await;
        assert_eq!(live.member.member, id);
        assert_eq!(live.actor(), world.actor("worker"));
        assert_eq!(told(&world, 2).await, ["sign-in-asked", "signed-in"]);
    }

    async fn wrong_tries_get_one_answer_and_the_ledger_knows_why_without_what_was_typed(world) {
        enrol(&world, "worker").await;
        let fresh = code(&world);
        let tries = [
            ("worker", "a wrong password", fresh.as_str(), "sign-in-refused password"),
            ("worker", PASSWORD, "000000", "sign-in-refused code"),
            ("nobody at all", PASSWORD, fresh.as_str(), "sign-in-refused no-account"),
            ("officer", PASSWORD, fresh.as_str(), "sign-in-refused no-account"),
        ];
        for (name, password, typed, why) in tries {
            let answer = sign_in(&world.app, name, secret(password), typed).await;
            assert!(matches!(answer, Err(Error::SignedOut)), "{why}: {answer:?}");
            assert_eq!(told(&world, 2).await, ["sign-in-asked", why]);
            let entries = world.ledger(2).await;
            let written = format!("{entries:?}");
            assert!(!written.contains("nobody at all") && !written.contains(PASSWORD) && !written.contains(typed));
            assert!(entries.iter().all(|entry| entry.actor == "visitor" && entry.action == "UseAccount"));
        }
    }

    async fn a_one_time_code_is_good_once(world) {
        enrol(&world, "worker").await;
        let typed = code(&world);
        sign_in(&world.app, "worker", secret(PASSWORD), &typed).await.unwrap();
        let again = sign_in(&world.app, "worker", secret(PASSWORD), &typed).await;
        assert!(matches!(again, Err(Error::SignedOut)));
        assert_eq!(told(&world, 1).await, ["sign-in-refused code-reused"]);
        let both = {
            world.pass(SignedDuration::from_secs(30));
            let typed = code(&world);
            let one = sign_in(&world.app, "worker", secret(PASSWORD), &typed);
            let two = sign_in(&world.app, "worker", secret(PASSWORD), &typed);
            tokio::join!(one, two)
        };
        assert!(both.0.is_ok() != both.1.is_ok(), "one of two at once: {both:?}");
    }

    async fn a_recovery_code_is_good_once_and_new_ones_replace_all(world) {
        enrol(&world, "worker").await;
        let opened = enter(&world, "worker").await.unwrap();
        let at = live(&world, &opened).await;
        let wrong = account::new_recovery_codes(&world.app, &at, secret("not the password")).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        let codes = account::new_recovery_codes(&world.app, &at, secret(PASSWORD)).await.unwrap();
        assert_eq!(codes.len(), 10);
        let typed = codes[3].to_lowercase();
        let first = sign_in(&world.app, "worker", secret(PASSWORD), &typed).await.unwrap();
        assert_eq!(first.recovery_left, Some(9));
        let again = sign_in(&world.app, "worker", secret(PASSWORD), &typed).await;
        assert!(matches!(again, Err(Error::SignedOut)));
        account::new_recovery_codes(&world.app, &at, secret(PASSWORD)).await.unwrap();
        let old = sign_in(&world.app, "worker", secret(PASSWORD), &codes[4]).await;
        assert!(matches!(old, Err(Error::SignedOut)), "the old set is gone");
    }

    async fn guesses_at_one_name_wait_longer_and_longer_and_others_do_not(world) {
        enrol(&world, "worker").await;
        enrol(&world, "officer").await;
        for _ in 0..5 {
            let wrong = sign_in(&world.app, "worker", secret("a wrong guess"), "000000").await;
            assert!(matches!(wrong, Err(Error::SignedOut)));
        }
        let entries = world.ledger(1).await.len();
        let Err(Error::TooMany { seconds }) = enter(&world, "worker").await else { panic!("no wait") };
        assert!((1..=60).contains(&seconds), "{seconds}");
        assert_eq!(told(&world, 1).await, ["sign-in-refused password"], "a try during the wait writes nothing");
        assert_eq!(entries, 1);
        enter(&world, "officer").await.unwrap();
        world.pass(SignedDuration::from_secs(60));
        let wrong = sign_in(&world.app, "worker", secret("a wrong guess"), "000000").await;
        assert!(matches!(wrong, Err(Error::SignedOut)));
        let Err(Error::TooMany { seconds }) = enter(&world, "worker").await else { panic!("no wait") };
        assert!(seconds > 60, "the second wait is longer: {seconds}");
        world.pass(SignedDuration::from_mins(3));
        enter(&world, "worker").await.unwrap();
        assert!(matches!(
            sign_in(&world.app, "worker", secret("a wrong guess"), "000000").await,
            Err(Error::SignedOut)
        ), "a success forgets the failures");
    }

    async fn an_unknown_name_waits_like_a_known_one(world) {
        for _ in 0..5 {
            let wrong = sign_in(&world.app, "nobody", secret("a wrong guess"), "000000").await;
            assert!(matches!(wrong, Err(Error::SignedOut)));
        }
        let wait = sign_in(&world.app, "nobody", secret("a wrong guess"), "000000").await;
        assert!(matches!(wait, Err(Error::TooMany { .. })));
    }

    async fn an_idle_session_locks_and_opens_with_password_or_code(world) {
        enrol(&world, "worker").await;
        let opened = enter(&world, "worker").await.unwrap();
        world.pass(SignedDuration::from_mins(9));
        assert!(matches!(resume(&world.app, &opened.token).await.unwrap(), Resumed::Open(_)));
        world.pass(SignedDuration::from_mins(9));
        assert!(matches!(resume(&world.app, &opened.token).await.unwrap(), Resumed::Open(_)), "use keeps it open");
        world.pass(SignedDuration::from_mins(10));
        assert!(matches!(resume(&world.app, &opened.token).await.unwrap(), Resumed::Locked(_)));
        assert_eq!(told(&world, 1).await, ["locked idle"]);
        let at = live(&world, &opened).await;
        let wrong = unlock(&world.app, &at, secret("a wrong guess")).await;
        assert!(matches!(wrong, Err(Error::SignedOut)));
        let by_password = unlock(&world.app, &at, secret(PASSWORD)).await.unwrap();
        assert!(is_gone(&world, &opened).await, "the old token is dead");
        assert!(matches!(resume(&world.app, &by_password.token).await.unwrap(), Resumed::Open(_)));

        app::session::lock_now(&world.app, &at).await.unwrap();
        let typed = code(&world);
        let by_code = unlock(&world.app, &at, secret(&typed)).await.unwrap();
        assert!(matches!(resume(&world.app, &by_code.token).await.unwrap(), Resumed::Open(_)));
        app::session::lock_now(&world.app, &at).await.unwrap();
        assert!(matches!(unlock(&world.app, &at, secret(&typed)).await, Err(Error::SignedOut)), "a code once");
    }

    async fn a_session_ends_after_its_time_although_it_is_used(world) {
        enrol(&world, "worker").await;
        let opened = enter(&world, "worker").await.unwrap();
        for _ in 0..(12 * 60 / 5 - 1) {
            world.pass(SignedDuration::from_mins(5));
            assert!(matches!(resume(&world.app, &opened.token).await.unwrap(), Resumed::Open(_)));
        }
        world.pass(SignedDuration::from_mins(5));
        assert!(is_gone(&world, &opened).await);
        assert_eq!(told(&world, 1).await, ["session-ran-out"]);
    }

    async fn an_administrator_ends_sessions_at_their_own_agency_only(world) {
        enrol(&world, "worker").await;
        enrol(&world, "officer").await;
        let worker = enter(&world, "worker").await.unwrap();
        let officer = enter(&world, "officer").await.unwrap();
        let admin = world.actor("administrator");
        let other = world.member("officer").member;
        assert!(matches!(member::end_sessions(&world.app, &admin, other).await, Err(Error::NotFound)));
        let colleague = member::end_sessions(&world.app, &world.actor("worker2"), world.member("worker").member).await;
        assert!(matches!(colleague, Err(Error::NotFound)));
        let ended = member::end_sessions(&world.app, &admin, world.member("worker").member).await.unwrap();
        assert_eq!(ended, 1);
        assert!(is_gone(&world, &worker).await);
        assert!(!is_gone(&world, &officer).await);
    }

    async fn a_member_who_has_left_is_out_at_once_and_stays_out(world) {
        let id = enrol(&world, "worker").await;
        let opened = enter(&world, "worker").await.unwrap();
        let admin = world.actor("administrator");
        member::set_active(&world.app, &admin, id, false).await.unwrap();
        assert!(is_gone(&world, &opened).await);
        assert!(matches!(enter(&world, "worker").await, Err(Error::SignedOut)));
        assert_eq!(told(&world, 1).await, ["sign-in-refused no-account"]);
        member::set_active(&world.app, &admin, id, true).await.unwrap();
        assert!(is_gone(&world, &opened).await, "an ended session does not come back");
        enter(&world, "worker").await.unwrap();
    }

    async fn nobody_shuts_themself_out_or_raises_themself(world) {
        let admin = world.actor("administrator");
        let own = world.member("administrator").member;
        let all = domain::member::Role::ALL.iter().copied().collect();
        assert!(matches!(member::set_active(&world.app, &admin, own, false).await, Err(Error::Invalid(_))));
        assert!(matches!(member::reset(&world.app, &admin, own).await, Err(Error::Invalid(_))));
        assert!(matches!(member::set_roles(&world.app, &admin, own, &all).await, Err(Error::Invalid(_))));
    }

    async fn a_new_member_sets_up_their_account_with_the_code(world) {
        let admin = world.actor("administrator");
        let agency = world.agency("cas");
        let new = member::NewMember {
            login: "New.Member@example.org".into(),
            name: "Nova Placeholder".into(),
            title_en: "Worker".into(),
            title_fr: "Intervenante".into(),
            phone: String::new(),
            roles: [domain::member::Role::Worker].into(),
        };
        let (id, handed) = member::invite(&world.app, &admin, agency, &new).await.unwrap();
        let twice = member::invite(&world.app, &admin, agency, &new).await;
        assert!(matches!(twice, Err(Error::Invalid(_))), "a name is given once");
        let wrong = account::start_set_up(&world.app, "new.member@example.org", "AAAA-AAAA-AAAA-AAAA").await;
        assert!(matches!(wrong, Err(Error::SignedOut)));

        let started = account::start_set_up(&world.app, "new.member@example.org", &handed).await.unwrap();
        let Resumed::SettingUp(at) = resume(&world.app, &started.token).await.unwrap() else { panic!("not a set-up") };
        assert_eq!(at.member.member, id);
        let page = account::set_up_page(&world.app, &at).await.unwrap();
        let raw: String = page.secret.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(page.uri.contains(&raw));
        let bytes = base32(&raw);
        let now = u64::try_from(world.now().as_second()).unwrap();
        let shown = OtpSecret::from_bytes(&bytes).unwrap().code(now).unwrap();

        let weak = account::finish_set_up(&world.app, &at, secret("password1234"), &shown).await;
        assert!(matches!(weak, Err(Error::Invalid(_))));
        let other = account::finish_set_up(&world.app, &at, secret(PASSWORD), "000000").await;
        assert!(matches!(other, Err(Error::Invalid(_))));
        let (opened, codes) = account::finish_set_up(&world.app, &at, secret(PASSWORD), &shown).await.unwrap();
        assert_eq!(codes.len(), 10);
        assert!(is_gone(&world, &started).await, "the set-up's token is dead");
        assert!(matches!(resume(&world.app, &opened.token).await.unwrap(), Resumed::Open(_)));
        let again = account::start_set_up(&world.app, "new.member@example.org", &handed).await;
        assert!(matches!(again, Err(Error::SignedOut)), "the code works once");
    }

    async fn a_set_up_code_runs_out_and_a_reset_ends_what_was(world) {
        let id = enrol(&world, "worker").await;
        let opened = enter(&world, "worker").await.unwrap();
        let admin = world.actor("administrator");
        let handed = member::reset(&world.app, &admin, id).await.unwrap();
        assert!(is_gone(&world, &opened).await);
        assert!(matches!(enter(&world, "worker").await, Err(Error::SignedOut)), "the old password is gone");
        world.pass(SignedDuration::from_hours(24 * 3));
        let late = account::start_set_up(&world.app, "worker", &handed).await;
        assert!(matches!(late, Err(Error::SignedOut)));
        assert_eq!(told(&world, 1).await, ["set-up-refused code-ran-out"]);
        let fresh = member::reset(&world.app, &admin, id).await.unwrap();
        account::start_set_up(&world.app, "worker", &fresh).await.unwrap();
    }

    async fn a_changed_password_ends_the_other_sessions(world) {
        enrol(&world, "worker").await;
        let other = enter(&world, "worker").await.unwrap();
        let opened = enter(&world, "worker").await.unwrap();
        let at = live(&world, &opened).await;
        let new = "gulls along the pier";
        let wrong = account::change_password(&world.app, &at, secret("a wrong guess"), secret(new)).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        let own_name = account::change_password(&world.app, &at, secret(PASSWORD), secret("placeholder at sea")).await;
        assert!(matches!(own_name, Err(Error::Invalid(_))));
        let renewed = account::change_password(&world.app, &at, secret(PASSWORD), secret(new)).await.unwrap();
        assert!(is_gone(&world, &other).await && is_gone(&world, &opened).await);
        assert!(matches!(resume(&world.app, &renewed.token).await.unwrap(), Resumed::Open(_)));
        world.pass(SignedDuration::from_secs(30));
        sign_in(&world.app, "worker", secret(new), &code(&world)).await.unwrap();
    }

    async fn roles_count_from_the_next_click(world) {
        let id = enrol(&world, "worker").await;
        let opened = enter(&world, "worker").await.unwrap();
        let roles = [domain::member::Role::Supervisor].into();
        member::set_roles(&world.app, &world.actor("administrator"), id, &roles).await.unwrap();
        assert_eq!(live(&world, &opened).await.member.roles, roles);
    }

    async fn a_sign_in_known_in_advance_exists_in_training_copies_only(world) {
        let id = world.member("worker").member;
        let real = world.real_copy();
        let refused = member::enrol_for_training(&real, id, secret(PASSWORD), &SECRET).await;
        assert!(matches!(refused, Err(Error::Forbidden { .. })));
        member::enrol_for_training(&world.app, id, secret(PASSWORD), &SECRET).await.unwrap();
        let entry = world.ledger(1).await.remove(0);
        assert_eq!((entry.actor.as_str(), entry.action.as_str()), ("system", "UseAccount"));
    }

    async fn a_forged_token_is_worth_nothing(world) {
        for forged in ["", "x", &"0".repeat(64), &"g".repeat(64)] {
            assert!(matches!(resume(&world.app, forged).await.unwrap(), Resumed::Gone));
        }
    }

    async fn a_form_is_claimed_once_and_given_back_when_it_did_nothing(world) {
        use app::form::{FormClaim, claim, release, seals, settle};
        let seals = seals(&world.app, None).unwrap();
        let nonce = seals.check(&seals.issue("once").unwrap(), "once").unwrap();
        assert_eq!(claim(&world.app, &nonce).await.unwrap(), FormClaim::First);
        assert!(matches!(claim(&world.app, &nonce).await.unwrap(), FormClaim::Again { answer: None, .. }));
        release(&world.app, &nonce).await.unwrap();
        assert_eq!(claim(&world.app, &nonce).await.unwrap(), FormClaim::First);
        settle(&world.app, &nonce, "/en/account").await.unwrap();
        release(&world.app, &nonce).await.unwrap();
        let again = claim(&world.app, &nonce).await.unwrap();
        assert_eq!(again, FormClaim::Again { at: world.now(), answer: Some("/en/account".into()) });
    }
}

/// Decodes base 32, as an authenticator does.
fn base32(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            _ => letter - b'2' + 26,
        };
        held = (held << 5) | u32::from(value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap());
        }
    }
    bytes
}
