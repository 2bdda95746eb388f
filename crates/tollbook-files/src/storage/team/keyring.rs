//! Passwords in the system's keyring: the Secret Service, the Keychain of macOS, the Credential Manager of Windows. One is
//! put there only where the user asks for it.

use keyring_core::Entry;

use super::address::Address;
use super::password::Password;

/// By what the entries are found, beside the address.
const SERVICE: &str = "Tollbook team";

fn entry(address: &Address) -> Result<Entry, String> {
    if keyring_core::get_default_store().is_none()
        && let Err(error) = keyring::Entry::store_status()
    {
        return Err(error.to_string());
    }
    Entry::new(SERVICE, &address.to_string()).map_err(|error| error.to_string())
}

/// Keeps a password for an address in the keyring, in the place of a former one.
///
/// # Errors
/// A sentence, if there is no keyring or it takes none.
pub fn keep_in_keyring(address: &Address, password: &Password) -> Result<(), String> {
    let set = |entry: Entry| entry.set_password(password.as_sent()).map_err(|error| error.to_string());
    entry(address).and_then(set).map_err(|why| {
        format!(
            "The system's keyring did not take the password ({why}). It is kept until Tollbook closes; the file ~/.pgpass \
             can keep it, too."
        )
    })
}

/// The password that the keyring has for an address.
pub(super) fn password_in_keyring(address: &Address) -> Option<String> {
    entry(address).ok()?.get_password().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_by_its_address_and_replaced() {
        keyring_core::set_default_store(keyring_core::mock::Store::new().unwrap());
        let address = |text: &str| Address::parse(text).unwrap();
        let (ada, ben) =
            (address("postgresql://ada@ring.example/sahel"), address("postgresql://ben@ring.example/sahel"));
        assert_eq!(password_in_keyring(&ada), None);
        keep_in_keyring(&ada, &"first".to_owned().into()).unwrap();
        keep_in_keyring(&ada, &"second".to_owned().into()).unwrap();
        assert_eq!((password_in_keyring(&ada).as_deref(), password_in_keyring(&ben)), (Some("second"), None));
        // Typed with the address, it belongs to the same one.
        assert_eq!(
            password_in_keyring(&address("postgresql://ada:typed@ring.example/sahel")).as_deref(),
            Some("second")
        );
    }
}
