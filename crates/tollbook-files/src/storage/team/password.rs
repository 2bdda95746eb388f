//! Passwords for teams' servers, kept in memory as long as the program runs and nowhere else.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::address::Address;

/// A password. It is shown nowhere: what would show it, an error, a log or a report of a crash, shows that it is one.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

impl From<String> for Password {
    fn from(password: String) -> Self {
        Self(password)
    }
}

impl Password {
    /// Whether there is none.
    pub fn is_blank(&self) -> bool {
        self.0.is_empty()
    }

    /// What is sent to the server.
    pub(super) fn as_sent(&self) -> &str {
        &self.0
    }
}

/// The passwords by the addresses as they are shown.
static PASSWORDS: Mutex<BTreeMap<String, Password>> = Mutex::new(BTreeMap::new());

/// How often one was kept.
static CHANGES: AtomicU64 = AtomicU64::new(0);

fn passwords() -> MutexGuard<'static, BTreeMap<String, Password>> {
    PASSWORDS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps a password for an address until the program ends. Connections that wait for one are tried again at once.
pub fn keep_password(address: &Address, password: Password) {
    passwords().insert(address.to_string(), password);
    CHANGES.fetch_add(1, Ordering::Release);
}

/// The password that is kept for an address.
pub(super) fn kept_password(address: &Address) -> Option<Password> {
    passwords().get(&address.to_string()).cloned()
}

/// How often a password was kept.
pub(super) fn changes() -> u64 {
    CHANGES.load(Ordering::Acquire)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_by_its_address_and_never_shown() {
        let address = Address::parse("postgresql://ada@kept.example/sahel").unwrap();
        assert_eq!(kept_password(&address), None);
        let before = changes();
        keep_password(&address, "of the session".to_owned().into());
        assert!(changes() > before);
        let password = kept_password(&address).unwrap();
        assert_eq!(password.as_sent(), "of the session");
        assert_eq!(format!("{password:?} {address:?} {address}").matches("session").count(), 0);
        assert!(kept_password(&Address::parse("postgresql://ben@kept.example/sahel").unwrap()).is_none());
    }
}
