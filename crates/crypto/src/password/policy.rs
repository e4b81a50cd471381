use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use zeroize::Zeroizing;

/// The passwords that are tried first, in canonical form, one a line.
const COMMON: &str = include_str!("common.txt");
/// Shorter names are found in innocent words by chance.
const SHORTEST_NAME: usize = 4;
/// Fewer different characters than this is a pattern.
const FEWEST_DIFFERENT: usize = 5;

/// What a new password must be. No rules about kinds of characters and no forced change: they make worse passwords
/// (NIST SP 800-63B, 5.1.1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// Least number of characters.
    pub min_characters: usize,
    /// Greatest number of characters; a passphrase fits, a book does not.
    pub max_characters: usize,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min_characters: 12, max_characters: 256 }
    }
}

/// Why a new password was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Too few characters.
    #[error("password has {found} characters and needs {least}")]
    TooShort {
        /// Characters it has.
        found: usize,
        /// Characters it needs.
        least: usize,
    },
    /// Too many characters.
    #[error("password has more than {most} characters")]
    TooLong {
        /// Characters it may have.
        most: usize,
    },
    /// One of the passwords that are tried first, perhaps with digits and signs around it.
    #[error("password is one of the commonest")]
    Common,
    /// A run or a repetition, as in `aaaaaaaaaaaa` or `abcdefghijkl`.
    #[error("password is a simple pattern")]
    Pattern,
    /// It contains the user's own name.
    #[error("password contains the user's own name")]
    OwnName,
}

impl PasswordPolicy {
    /// Checks a new password. `own` is what the user is called: account, given and family name, agency.
    ///
    /// # Errors
    /// The first reason to refuse it.
    pub fn check(&self, password: &SecretString, own: &[&str]) -> Result<(), PasswordRefusal> {
        let typed = password.expose_secret();
        let found = typed.nfc().count();
        if found < self.min_characters {
            return Err(PasswordRefusal::TooShort { found, least: self.min_characters });
        }
        if found > self.max_characters {
            return Err(PasswordRefusal::TooLong { most: self.max_characters });
        }
        let plain = fold(typed);
        if is_pattern(&plain) {
            return Err(PasswordRefusal::Pattern);
        }
        if is_common(&plain) {
            return Err(PasswordRefusal::Common);
        }
        if own.iter().any(|name| contains_name(&plain, name)) {
            return Err(PasswordRefusal::OwnName);
        }
        Ok(())
    }
}

/// Lower case without accents, so that `Éloïse` and `eloise` are the same name.
fn fold(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect())
}

fn is_pattern(plain: &str) -> bool {
    let letters: Zeroizing<Vec<u32>> = Zeroizing::new(plain.chars().map(u32::from).collect());
    let mut different = Zeroizing::new(letters.to_vec());
    different.sort_unstable();
    different.dedup();
    let runs = |step: i64| letters.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == step);
    different.len() < FEWEST_DIFFERENT || runs(1) || runs(-1)
}

fn is_common(plain: &str) -> bool {
    let whole = Zeroizing::new(plain.chars().filter(|c| c.is_alphanumeric()).collect::<String>());
    [plain, &whole].into_iter().any(|form| {
        // `P@ssw0rd-2026!!` is `password` to everybody who guesses.
        let core = form.trim_matches(|c: char| !c.is_alphabetic());
        let unmasked = Zeroizing::new(core.chars().map(unmask).collect::<String>());
        COMMON.lines().any(|word| [form, core, &unmasked].into_iter().any(|form| is_repeated(form, word)))
    })
}

/// Whether `form` is `word` once or several times.
fn is_repeated(form: &str, word: &str) -> bool {
    !word.is_empty()
        && !form.is_empty()
        && form.len().is_multiple_of(word.len())
        && form.replace(word, "").is_empty()
}

const fn unmask(letter: char) -> char {
    match letter {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

fn contains_name(plain: &str, name: &str) -> bool {
    let name = fold(name);
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|part| part.chars().count() >= SHORTEST_NAME)
        .any(|part| plain.contains(part))
}
