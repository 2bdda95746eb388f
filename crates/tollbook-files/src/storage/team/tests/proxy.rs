//! A proxy that treats connections badly: it delays what is sent, and cuts connections at any byte.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use super::random::Random;

/// A running proxy; dropping it ends new connections.
pub(super) struct Proxy {
    pub(super) port: u16,
    is_over: Arc<AtomicBool>,
    /// How many connections were cut.
    pub(super) cut: Arc<AtomicU64>,
}

impl Proxy {
    /// A proxy before the server at `port` that cuts a connection after `bytes` on average in one direction.
    pub(super) fn start(port: u16, bytes: u64, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self {
            port: listener.local_addr().unwrap().port(),
            is_over: Arc::default(),
            cut: Arc::default(),
        };
        let (is_over, cut) = (Arc::clone(&proxy.is_over), Arc::clone(&proxy.cut));
        thread::spawn(move || {
            let mut random = Random::new(seed);
            for client in listener.incoming() {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let (Ok(client), Ok(server)) = (client, TcpStream::connect(("127.0.0.1", port))) else {
                    continue;
                };
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    let random = Random::new(random.next());
                    let cut = Arc::clone(&cut);
                    thread::spawn(move || forward(from, to, bytes, random, &cut));
                }
            }
        });
        proxy
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn forward(mut from: TcpStream, mut to: TcpStream, bytes: u64, mut random: Random, cut: &AtomicU64) {
    let mut left = random.next() % (2 * bytes);
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if random.next().is_multiple_of(50) {
            thread::sleep(Duration::from_millis(random.next() % 20));
        }
        let sent = read.min(usize::try_from(left).unwrap_or(read));
        if to.write_all(&buffer[..sent]).is_err() {
            break;
        }
        left -= sent as u64;
        if sent < read {
            cut.fetch_add(1, Ordering::Relaxed);
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
