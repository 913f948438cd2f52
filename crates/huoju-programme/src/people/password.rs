//! Passwords: what they must be, and how they are kept.
//!
//! Argon2id with 19 MiB, two passes and one lane, the least that OWASP's Password Storage Cheat Sheet advises: whoever
//! steals the table pays that for each guess. At most [`AT_ONCE`] are stretched side by side, so that a flood of tries
//! can't take the machine's memory.

use std::sync::OnceLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use huoju_store::person::Person;
use tokio::sync::Semaphore;

use super::{PeopleError, Weakness};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const AT_ONCE: usize = 4;

/// A password's hash with its salt and parameters, as `$argon2id$…`.
pub async fn hashed(password: String) -> Result<String, PeopleError> {
    aside(move || hash(&password)).await
}

/// Whether it is the password of this hash. Without a hash as much time passes, so that nobody learns who is there.
pub(super) async fn verified(password: String, hash: Option<String>) -> Result<bool, PeopleError> {
    let known = hash.is_some();
    let matches = aside(move || matches(&password, &hash.map_or_else(nobody, Ok)?)).await?;
    Ok(matches && known)
}

/// Twenty characters that can't be mistaken for one another, in groups of five: 100 bits.
pub fn generated() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = [0; 20];
    // Without the system's randomness nothing secret can be made at all.
    getrandom::fill(&mut random).expect("the operating system gives random bytes");
    let letters: Vec<char> = random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Whether a password that somebody chose is good enough.
pub(super) fn fit(password: &str, whose: &Person) -> Result<(), PeopleError> {
    weakness(password, &[&whose.login, &whose.name]).map_or(Ok(()), |why| Err(PeopleError::Weak(why)))
}

/// What everybody tries first.
const COMMON: [&str; 5] = ["password", "passw0rd", "qwerty", "123456", "huoju"];

fn weakness(password: &str, own: &[&str]) -> Option<Weakness> {
    let letters: Vec<char> = password.to_lowercase().chars().collect();
    let lower: String = letters.iter().collect();
    if letters.len() < 10 {
        return Some(Weakness::Short);
    }
    if letters.len() > 128 {
        return Some(Weakness::Long);
    }
    if own.iter().any(|own| !own.is_empty() && lower.contains(&own.to_lowercase())) {
        return Some(Weakness::Own);
    }
    let mut different = letters.clone();
    different.sort_unstable();
    different.dedup();
    let neighbours = letters.windows(2).filter(|pair| (pair[0] as u32).abs_diff(pair[1] as u32) <= 1).count();
    let runs_on = neighbours * 2 > letters.len();
    let common = COMMON.iter().any(|common| lower.contains(common));
    (different.len() < 5 || runs_on || common).then_some(Weakness::Plain)
}

fn hash(password: &str) -> Result<String, PeopleError> {
    Ok(argon2()?.hash_password(password.as_bytes()).map_err(failed)?.to_string())
}

fn matches(password: &str, hash: &str) -> Result<bool, PeopleError> {
    let hash = PasswordHash::new(hash).map_err(failed)?;
    match argon2()?.verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(failed(error)),
    }
}

fn argon2() -> Result<Argon2<'static>, PeopleError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a password that nobody has.
fn nobody() -> Result<String, PeopleError> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    if let Some(hash) = NOBODY.get() {
        return Ok(hash.clone());
    }
    let hash = hash(&generated())?;
    Ok(NOBODY.get_or_init(|| hash).clone())
}

/// Does it beside the threads that answer requests, a few at once.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PeopleError> + Send + 'static,
) -> Result<T, PeopleError> {
    static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);
    let _turn = TURNS.acquire().await.map_err(failed)?;
    tokio::task::spawn_blocking(work).await.map_err(failed)?
}

fn failed(error: impl std::fmt::Display) -> PeopleError {
    PeopleError::Hash(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weak(password: &str) -> Option<Weakness> {
        weakness(password, &["chen", "陈晓"])
    }

    #[test]
    fn a_password_has_ten_characters_of_its_own() {
        assert_eq!(weak("tea4lunch"), Some(Weakness::Short));
        assert_eq!(weak("tea4lunch!"), None);
        assert_eq!(weak("火炬照亮科技园区的路呀"), None);
        assert_eq!(weak("春天下雨了吗四"), Some(Weakness::Short), "characters count, not bytes");
        assert_eq!(weak(&"绿水青山".repeat(33)), Some(Weakness::Long));
    }

    #[test]
    fn what_is_easily_guessed_is_refused() {
        for plain in ["aaaaaaaaaaaa", "abababababab", "1234567890", "abcdefghijkl", "98765432100", "Password2026!"] {
            assert_eq!(weak(plain), Some(Weakness::Plain), "{plain}");
        }
        assert_eq!(weak("my-Chen-2026"), Some(Weakness::Own));
        assert_eq!(weak("陈晓的密码很长很长"), Some(Weakness::Short));
        assert_eq!(weak("陈晓的密码真的很长很长"), Some(Weakness::Own));
    }

    #[test]
    fn a_generated_password_is_long_and_never_the_same() {
        let (one, other) = (generated(), generated());
        assert_eq!(one.len(), 23);
        assert_ne!(one, other);
        assert_eq!(weak(&one), None);
    }

    #[tokio::test]
    async fn only_the_password_itself_is_verified() {
        let hash = hashed("tea4lunch!".into()).await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verified("tea4lunch!".into(), Some(hash.clone())).await.expect("an answer"));
        assert!(!verified("tea4lunch".into(), Some(hash)).await.expect("an answer"));
        assert!(!verified("tea4lunch!".into(), None).await.expect("an answer"));
        let broken = verified("tea4lunch!".into(), Some("$argon2id$x".into())).await;
        assert!(matches!(broken, Err(PeopleError::Hash(_))), "{broken:?}");
    }
}
