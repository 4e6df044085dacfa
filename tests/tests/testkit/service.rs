//! The matrix against a service, over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use diesel::prelude::*;
use tenant_core::testkit::{Action, Answer, Matrix, RedTeam, Service, Verdict, red_team};

use super::app::{Conn, add_campaign, campaigns, red};
use super::committed::database;

/// A client with a token for each company.
struct Client(SocketAddr);

impl Service<i64, i64> for Client {
    fn attempt(&mut self, action: Action, company: &i64, id: &i64) -> Option<Answer> {
        let request = match action {
            Action::Read => "GET /campaigns".to_owned(),
            Action::Find => format!("GET /campaigns/{id}"),
            Action::Delete => format!("DELETE /campaigns/{id}"),
            _ => return None,
        };
        let mut stream = TcpStream::connect(self.0).unwrap();
        write!(
            stream,
            "{request} HTTP/1.1\r\nAuthorization: Bearer company-{company}\r\n\r\n"
        )
        .unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        Some(match head.starts_with("HTTP/1.1 200") {
            true => Answer::done(body),
            false => Answer::refused(head),
        })
    }
}

/// A service on connections of its own; `leaks` where it looks at no token.
fn serve(connect: impl Fn() -> Conn + Send + 'static, leaks: bool) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request = lines.next().unwrap().unwrap();
            let company = lines.next().unwrap().unwrap();
            let company: i64 = company.rsplit('-').next().unwrap().parse().unwrap();
            let (status, body) = respond(&mut connect(), &request, company, leaks);
            write!(
                stream,
                "HTTP/1.1 {status}\r\nConnection: close\r\n\r\n{body}"
            )
            .unwrap();
        }
    });
    address
}

fn respond(conn: &mut Conn, request: &str, company: i64, leaks: bool) -> (&'static str, String) {
    let mut words = request.split(' ');
    let method = words.next().unwrap();
    let id = words.next().unwrap().strip_prefix("/campaigns/");
    let mut rows = campaigns::table
        .select((campaigns::id, campaigns::name))
        .into_boxed();
    if let Some(id) = id {
        rows = rows.filter(campaigns::id.eq(id.parse::<i64>().unwrap()));
    }
    if !leaks || method == "GET" && id.is_none() {
        rows = rows.filter(campaigns::company_id.eq(company));
    }
    let rows: Vec<(i64, String)> = rows.load(conn).unwrap();
    if id.is_some() && rows.is_empty() {
        return ("404 Not Found", String::new());
    }
    if method == "DELETE" {
        diesel::delete(campaigns::table.find(rows[0].0))
            .execute(conn)
            .unwrap();
    }
    ("200 OK", format!("{rows:?}"))
}

fn attack(name: &str, leaks: bool) -> Matrix {
    let connect = database(name);
    let address = serve(connect.clone(), leaks);
    let mut team = RedTeam::committed(connect(), connect());
    team.exempt("assets", "another test")
        .exempt("notes", "another test");
    team.tenants(1_i64, 2)
        .table(red_team!(campaigns), |conn, company, n| {
            add_campaign(conn, *company, n)
        })
        .through(Client(address));
    team.attack().unwrap()
}

#[test]
fn a_service_holds() {
    let matrix = attack("service", false);
    assert!(matrix.is_isolated(), "{}", matrix.report());
    for (action, verdict) in [
        (Action::Read, Verdict::Held),
        (Action::Find, Verdict::Held),
        (Action::Delete, Verdict::Held),
    ] {
        let cell = matrix.cell("campaigns", action).unwrap();
        assert_eq!((cell.verdict, cell.own), (verdict, true), "{action}");
    }
    // What the service does not have is tried by the statement of the kit.
    let cell = matrix.cell("campaigns", Action::Update).unwrap();
    assert_eq!((cell.verdict, cell.own), (Verdict::Held, false));
}

#[test]
fn a_service_leaks() {
    let matrix = attack("leaking-service", true);
    let crossed = |action| ("campaigns".to_owned(), action, Verdict::Crossed);
    assert_eq!(
        red(&matrix),
        [crossed(Action::Find), crossed(Action::Delete)],
        "{}",
        matrix.report()
    );
}
