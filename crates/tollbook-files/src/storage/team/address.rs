//! The address of a team's server, and the password for it.

use std::fmt;
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::error::TeamError;
use super::keyring::password_in_keyring;
use super::password::{Password, kept_password};

/// How long a connection may take to come about, and a silent one to be given up.
const PATIENCE: Duration = Duration::from_secs(15);

/// The address of a database on a PostgreSQL server: `postgresql://user@host/database`, or `service=NAME` for an entry
/// of the user's service file.
///
/// Shown and stored, it never has a password. Passwords come with the address as it was typed, from `PGPASSWORD`, from
/// the user's password file (`~/.pgpass`) or from the system's keyring.
#[derive(Clone)]
pub struct Address {
    /// The address without a password.
    shown: String,
    config: Config,
    /// A file of certificates to be trusted instead of the system's.
    root_certificate: Option<PathBuf>,
    is_encrypted: bool,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Address").field(&self.shown).finish()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Address {
    /// Reads an address as it was typed or stored.
    ///
    /// # Errors
    /// If it is no address of a PostgreSQL database, or names a service that the user's service file lacks.
    pub fn parse(text: &str) -> Result<Self, TeamError> {
        let text = text.trim();
        match text.strip_prefix("service=") {
            Some(name) => Self::from_service(name, text),
            None => Self::from_url(text),
        }
    }

    /// Reads an address as it was typed, with the user's name beside it, which may be blank where the address has one.
    /// Only where the user `allows_plain`, a connection to another machine is not encrypted, and then it is not.
    ///
    /// # Errors
    /// As [`Address::parse`], and if the address itself says that the connection is not to be encrypted.
    pub fn typed(text: &str, user: &str, allows_plain: bool) -> Result<Self, TeamError> {
        let (text, user) = (text.trim(), user.trim());
        let is_url = !text.starts_with("service=");
        let mut text = if is_url && !user.is_empty() { with_user(text, user) } else { text.to_owned() };
        let mut address = Self::parse(&text)?;
        if allows_plain && is_url && address.is_encrypted && !stays_on_this_machine(&address.config) {
            text = without_encryption(&text);
            address = Self::parse(&text)?;
        }
        if address.is_exposed() && !allows_plain {
            return Err(TeamError::Exposed { address: address.to_string() });
        }
        Ok(address)
    }

    /// The address with this password, unless that is blank.
    #[must_use]
    pub fn with_password(mut self, password: &Password) -> Self {
        if !password.is_blank() {
            self.config.password(password.as_sent());
        }
        self
    }

    /// The line of the user's password file for this address, with `PASSWORD` in the place of the password.
    pub fn password_file_line(&self) -> String {
        let [host, port, database, user] = self.password_file_fields();
        let escaped = |field: &str| field.replace('\\', "\\\\").replace(':', "\\:");
        format!("{}:{port}:{}:{}:PASSWORD", escaped(&host), escaped(&database), escaped(&user))
    }

    fn from_url(text: &str) -> Result<Self, TeamError> {
        let wrong = |detail: String| TeamError::Address { detail };
        let rest = ["postgresql://", "postgres://"].iter().find_map(|scheme| text.strip_prefix(scheme));
        let rest = rest.ok_or_else(|| wrong("it does not begin with postgresql://".to_owned()))?;
        let (before_query, query) = rest.split_once('?').unwrap_or((rest, ""));
        let end = before_query.find('/').unwrap_or(before_query.len());
        let (authority, path) = before_query.split_at(end);
        let authority_shown = match authority.rsplit_once('@') {
            Some((user, host)) => format!("{}@{host}", user.split(':').next().unwrap_or_default()),
            None => authority.to_owned(),
        };
        let mut settings = Settings::default();
        let (mut shown, mut passed) = (Vec::new(), Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if key != "password" {
                shown.push(pair);
            }
            if !settings.take_in(key, &unescaped(value))? {
                passed.push(pair);
            }
        }
        let with_query = |address: String, query: &[&str]| match query {
            [] => address,
            query => format!("{address}?{}", query.join("&")),
        };
        // The parser's own words may hold the password.
        let config = with_query(format!("postgresql://{authority}{path}"), &passed).parse::<Config>();
        let config = config.map_err(|_| wrong("a part of it cannot be read".to_owned()))?;
        let shown = with_query(format!("postgresql://{authority_shown}{path}"), &shown);
        Self::new(shown, config, settings)
    }

    fn from_service(name: &str, shown: &str) -> Result<Self, TeamError> {
        let wrong = |detail: String| TeamError::Address { detail };
        let file =
            std::env::var_os("PGSERVICEFILE").map(PathBuf::from).or_else(|| in_home(".pg_service.conf"));
        let file = file.ok_or_else(|| wrong("there is no home folder with a service file".to_owned()))?;
        let text = fs::read_to_string(&file)
            .map_err(|error| wrong(format!("{} cannot be read: {error}", file.display())))?;
        let pairs = service(&text, name)
            .ok_or_else(|| wrong(format!("{} has no section [{name}]", file.display())))?;
        let mut settings = Settings::default();
        let mut passed = String::new();
        for (key, value) in pairs {
            if !settings.take_in(key, value)? {
                let value = value.replace('\\', "\\\\").replace('\'', "\\'");
                passed.push_str(&format!("{key}='{value}' "));
            }
        }
        let config = passed.parse().map_err(|_| {
            wrong(format!("section [{name}] of {} has a setting that is not known", file.display()))
        })?;
        Self::new(shown.to_owned(), config, settings)
    }

    fn new(shown: String, mut config: Config, settings: Settings) -> Result<Self, TeamError> {
        let wrong = |detail: &str| TeamError::Address { detail: detail.to_owned() };
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(wrong("it names no server"));
        }
        if config.get_dbname().is_none_or(str::is_empty) {
            return Err(wrong("it names no database"));
        }
        if config.get_user().is_none_or(str::is_empty) {
            return Err(wrong("it names no user"));
        }
        let is_encrypted = settings.encrypted.unwrap_or_else(|| !stays_on_this_machine(&config));
        config
            .ssl_mode(if is_encrypted { SslMode::Require } else { SslMode::Disable })
            .connect_timeout(PATIENCE)
            .tcp_user_timeout(PATIENCE)
            .keepalives_idle(PATIENCE)
            .application_name("tollbook");
        Ok(Self { shown, config, root_certificate: settings.root_certificate, is_encrypted })
    }

    /// Whether what is sent can be read on its way: the address says that it is not to be encrypted, and leads to
    /// another machine.
    pub fn is_exposed(&self) -> bool {
        !self.is_encrypted && !stays_on_this_machine(&self.config)
    }

    /// Whether the connection is encrypted, with a certificate that is verified.
    pub fn is_encrypted(&self) -> bool {
        self.is_encrypted
    }

    /// The user's name on the server.
    pub fn user(&self) -> &str {
        self.config.get_user().unwrap_or_default()
    }

    /// The name of the database.
    pub fn database(&self) -> &str {
        self.config.get_dbname().unwrap_or_default()
    }

    /// Opens a connection.
    pub(super) fn connect(&self) -> Result<postgres::Client, TeamError> {
        let mut config = self.config.clone();
        if config.get_password().is_none()
            && let Some(password) = self.password()?
        {
            config.password(password);
        }
        let connected = if self.is_encrypted { config.connect(self.tls()?) } else { config.connect(NoTls) };
        connected.map_err(|error| TeamError::connecting(self, &error))
    }

    fn tls(&self) -> Result<MakeRustlsConnect, TeamError> {
        let failed = |detail: String| TeamError::Certificates { detail };
        let mut roots = rustls::RootCertStore::empty();
        match &self.root_certificate {
            Some(file) => {
                let named = |error: &dyn fmt::Display| failed(format!("{}: {error}", file.display()));
                let certificates = CertificateDer::pem_file_iter(file).map_err(|error| named(&error))?;
                for certificate in certificates {
                    let certificate = certificate.map_err(|error| named(&error))?;
                    roots.add(certificate).map_err(|error| named(&error))?;
                }
            }
            None => {
                roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            }
        }
        if roots.is_empty() {
            return Err(failed("there are none".to_owned()));
        }
        let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| failed(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(MakeRustlsConnect::new(config))
    }

    /// The password that is kept while the program runs, of the environment, of the password file or of the keyring.
    fn password(&self) -> Result<Option<String>, TeamError> {
        if let Some(password) = kept_password(self) {
            return Ok(Some(password.as_sent().to_owned()));
        }
        if let Ok(password) = std::env::var("PGPASSWORD") {
            return Ok(Some(password));
        }
        let in_file = self.password_of_file()?;
        Ok(in_file.or_else(|| password_in_keyring(self)))
    }

    fn password_of_file(&self) -> Result<Option<String>, TeamError> {
        let file = std::env::var_os("PGPASSFILE").map(PathBuf::from).or_else(|| in_home(".pgpass"));
        let Some(file) = file else { return Ok(None) };
        let Ok(text) = fs::read_to_string(&file) else { return Ok(None) };
        if is_open_to_others(&file) {
            return Err(TeamError::PasswordFile { file });
        }
        let [host, port, database, user] = self.password_file_fields();
        Ok(password_for(&text, [&host, &port, &database, &user]))
    }

    /// By what a line of the password file is found: host, port, database and user.
    fn password_file_fields(&self) -> [String; 4] {
        let host = match self.config.get_hosts().first() {
            Some(Host::Tcp(host)) => host.clone(),
            _ => "localhost".to_owned(),
        };
        let port = self.config.get_ports().first().copied().unwrap_or(5432).to_string();
        [host, port, self.database().to_owned(), self.user().to_owned()]
    }
}

/// The settings of an address that the client library does not know.
#[derive(Default)]
struct Settings {
    root_certificate: Option<PathBuf>,
    encrypted: Option<bool>,
}

impl Settings {
    /// Whether the setting is one of these.
    fn take_in(&mut self, key: &str, value: &str) -> Result<bool, TeamError> {
        match key {
            "sslrootcert" if value == "system" => {}
            "sslrootcert" => self.root_certificate = Some(PathBuf::from(value)),
            "sslmode" => {
                self.encrypted = match value {
                    "disable" => Some(false),
                    // Certificates are always verified; a connection that is encrypted only if the server likes
                    // protects from nobody.
                    "require" | "verify-ca" | "verify-full" => Some(true),
                    "allow" | "prefer" => None,
                    _ => {
                        return Err(TeamError::Address {
                            detail: format!("there is no sslmode “{value}”")
                        });
                    }
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// The address with this user in the place of its own; a password in it stays.
fn with_user(text: &str, user: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (known, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let password = known.split_once(':').map_or_else(String::new, |(_, password)| format!(":{password}"));
    format!("{scheme}://{}{password}@{host}{path}", escaped(user))
}

/// The address with the setting that switches encryption off.
fn without_encryption(text: &str) -> String {
    let (before, query) = text.split_once('?').unwrap_or((text, ""));
    let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("sslmode="));
    let pairs: Vec<&str> = kept.chain(["sslmode=disable"]).collect();
    format!("{before}?{}", pairs.join("&"))
}

/// Characters of an address that mean something else there, as `%20` and the like.
fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// `%20` and the like of an address as characters.
fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        found.push(escaped.unwrap_or(bytes[at]));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&found).into_owned()
}

/// Whether the server is on this machine, so that nothing can be read on its way.
fn stays_on_this_machine(config: &Config) -> bool {
    let is_local = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(is_local) && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

fn in_home(name: &str) -> Option<PathBuf> {
    let home = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    std::env::var_os(home).map(|home| Path::new(&home).join(name))
}

#[cfg(unix)]
fn is_open_to_others(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(file).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_file: &Path) -> bool {
    false
}

/// The settings of a section of a service file.
fn service<'a>(text: &'a str, name: &str) -> Option<Vec<(&'a str, &'a str)>> {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) == Some(name))?;
    let section = lines.take_while(|line| !line.starts_with('['));
    let settings = section.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
    Some(settings.map(|(key, value)| (key.trim(), value.trim())).collect())
}

/// The password in a password file: the first line whose host, port, database and user fit.
fn password_for(text: &str, wanted: [&str; 4]) -> Option<String> {
    let fits = |line: &str| {
        let mut fields = fields(line);
        (fields.len() == 5).then_some(())?;
        let password = fields.pop()?;
        let fits = fields.iter().zip(wanted).all(|(field, wanted)| field == "*" || field == wanted);
        fits.then_some(password)
    };
    text.lines().filter(|line| !line.starts_with('#')).find_map(fits)
}

/// The fields of a line of a password file; a backslash stands before a colon or backslash that ends none.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ':' if fields.len() < 5 => fields.push(String::new()),
            '\\' => fields.last_mut().into_iter().for_each(|field| field.extend(letters.next())),
            letter => fields.last_mut().into_iter().for_each(|field| field.push(letter)),
        }
    }
    fields
}

#[cfg(test)]
mod tests;
