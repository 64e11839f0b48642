import Facts
import Glibc
import Testing

@Suite struct MaskingTests {
    @Test(
        "a secret in a known form is hidden, and what is around it stays",
        arguments: [
            // URLs
            ("postgres://app:s3cr3t@db.example.com/app", "postgres://app:***@db.example.com/app"),
            ("redis://:s3cr3t@127.0.0.1:6379/0", "redis://:***@127.0.0.1:6379/0"),
            ("amqp://a:s3cr3t@h1,amqp://b:s3cr3t@h2", "amqp://a:***@h1,amqp://b:***@h2"),
            ("mysql://u:s3/cr3t@db/x", "mysql://u:***@db/x"),
            ("mysql://u:s3@cr3t@db/x", "mysql://u:***@db/x"),
            (
                "https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/2",
                "https://***@o1.ingest.sentry.io/2"
            ),
            ("https://example.com/?a=1&token=s3cr3t&b=2", "https://example.com/?a=1&token=***&b=2"),
            ("https://hooks.slack.com/services/T0/B0/s3cr3t x", "https://hooks.slack.com/services/*** x"),
            // options
            ("x --password=s3cr3t y", "x --password=*** y"),
            ("x --password s3cr3t y", "x --password *** y"),
            ("x --password='s3 cr3t' y", "x --password=*** y"),
            ("x '--password=s3 cr3t' y", "x '--password=***' y"),
            ("x --password=s3\\ cr3t y", "x --password=*** y"),
            ("x --password=a's3 cr3t'b y", "x --password=*** y"),
            ("beam.smp -setcookie s3cr3t -name a@b", "beam.smp -setcookie *** -name a@b"),
            ("mysql -u root -ps3cr3t shop", "mysql -u root -p*** shop"),
            ("/usr/bin/mysqldump -p s3cr3t shop", "/usr/bin/mysqldump -p *** shop"),
            ("mysql -p's3 cr3t' shop", "mysql -p*** shop"),
            ("sshpass -p s3cr3t ssh -p 22 h", "sshpass -p *** ssh -p 22 h"),
            ("redis-cli -a s3cr3t ping", "redis-cli -a *** ping"),
            ("curl -u me:s3cr3t https://example.com", "curl -u me:*** https://example.com"),
            ("curl --user=me:s3cr3t https://example.com", "curl --user=me:*** https://example.com"),
            ("docker login -u me -p s3cr3t", "docker login -u me -p ***"),
            // variables and configuration
            ("PGPASSWORD=s3cr3t pg_dump shop", "PGPASSWORD=*** pg_dump shop"),
            ("MYSQL_PWD=s3cr3t mysql", "MYSQL_PWD=*** mysql"),
            ("SECRET_KEY_BASE=s3cr3t", "SECRET_KEY_BASE=***"),
            ("AWS_SECRET_ACCESS_KEY=s3/cr+3t", "AWS_SECRET_ACCESS_KEY=***"),
            ("STRIPE_API_KEY=s3cr3t KEY=s3cr3t", "STRIPE_API_KEY=*** KEY=***"),
            ("masterKey: s3cr3t", "masterKey: ***"),
            ("password = s3cr3t with blanks", "password = ***"),
            (#"{"password":"s3 cr3t","user":"me"}"#, #"{"password":***,"user":"me"}"#),
            (#"{\"password\":\"s3 cr3t\"}"#, #"{\"password\":***}"#),
            ("requirepass s3cr3t", "requirepass ***"),
            ("rocommunity s3cr3t 192.0.2.0/24", "rocommunity *** 192.0.2.0/24"),
            ("ALTER USER me PASSWORD 's3 cr3t'", "ALTER USER me PASSWORD ***"),
            ("CREATE USER me IDENTIFIED BY 's3cr3t'", "CREATE USER me IDENTIFIED BY ***"),
            // headers
            ("curl -H 'Authorization: Bearer s3cr3t' https://e", "curl -H 'Authorization: ***' https://e"),
            ("curl -H \"X-Api-Key: s3cr3t\" https://e", "curl -H \"X-Api-Key: ***\" https://e"),
            // tokens by their prefix
            ("git clone ghp_0123456789abcdefABCDEF0123456789abcd", "git clone ***"),
            ("x AKIAABCDEFGHIJKLMNOP y", "x *** y"),
            ("x eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl y", "x *** y"),
            ("x --t=dop_v1_0123456789abcdef0123456789abcdef", "x --t=***"),
            ("a -----BEGIN RSA PRIVATE KEY-----\nMIIs3cr3t\n-----END RSA PRIVATE KEY----- b", "a *** b"),
            ("-----BEGIN PRIVATE KEY-----\nMIIs3cr3t", "***"),
            // graphemes that hide ASCII from Character-wise code
            ("PASSWORD=\u{301}s3cr3t\r\nx", "PASSWORD=***\r\nx"),
            ("postgres://a:\u{301}s3cr3t@\u{301}h", "postgres://a:***@\u{301}h"),
        ])
    func hides(_ text: String, _ expected: String) {
        #expect(Array(masked(text).utf8) == Array(expected.utf8))
    }

    @Test(
        "in a command line whose arguments NULs end, a value reaches to the end of its argument",
        arguments: [
            ("x\0--password=s3 cr3t\0y\0", "x\0--password=***\0y\0"),
            ("x\0--password\0s3 cr3t\0y\0", "x\0--password\0***\0y\0"),
            ("mysql\0-ps3 cr3t\0shop\0", "mysql\0-p***\0shop\0"),
            (
                "curl\0-H\0Authorization: Basic s3cr3t\0https://e\0",
                "curl\0-H\0Authorization: ***\0https://e\0"
            ),
            ("sh\0-c\0mysql -ps3cr3t shop\0", "sh\0-c\0mysql -p*** shop\0"),
        ])
    func hidesArguments(_ text: String, _ expected: String) {
        #expect(masked(text) == expected)
    }

    @Test(
        "what is no secret stays as it is",
        arguments: [
            "", "sshd: deploy@pts/0", "ssh -p 2222 web-1", "mkdir -p /srv/app",
            "docker run -p 80:80 -u 1000:1000 nginx",
            "http://example.com:8080/a@b", "https://git@github.com/example/app.git", "PWD=/srv/app",
            "PASS_MAX_DAYS\t365",
            "password required pam_unix.so sha512", "nginx --ssl-key=/etc/ssl/private/example.com.key",
            "x --password-file=/run/secrets/db --token-ttl=30", "password_encryption = 'scram-sha-256'",
            "PasswordAuthentication no", "rocommunity public default", "monkey=1 max_tokens=100",
            "mysql -p -e 'SELECT 1'",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "user=me://", "\u{301}=\u{301}",
            "a\r\nb",
        ])
    func keeps(_ text: String) {
        #expect(Array(masked(text).utf8) == Array(text.utf8))
    }

    @Test(
        "text made to be slow takes time in proportion to its length",
        arguments: [
            "a:/", "://", "a://b:c/", "'a\"", "password='", "\"password=\"", "-----BEGIN ", "-p ", "=", "\\",
            "mysql -p'",
            "a-", "?token=", "u:", "-u ", "key=/", "a://b:c/d@",
        ])
    func isLinear(_ piece: String) {
        /// Of this thread alone, so that a busy machine changes nothing.
        func time(_ count: Int) -> Int {
            let text = String(repeating: piece, count: count / piece.utf8.count)
            let began = threadNanoseconds()
            _ = masked(text)
            return threadNanoseconds() - began
        }
        let short = min(time(5_000), time(5_000))
        let long = min(time(80_000), time(80_000))
        // Sixteen times the text; a quadratic reader would take 256 times as long.
        #expect(long < short * 64 + 50_000_000)
    }

    @Test("hiding twice gives what hiding once gave")
    func isStable() {
        let once = masked("PASSWORD=a b --token x https://u:p@h mysql -pz")
        #expect(masked(once) == once)
    }
}

private func threadNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
