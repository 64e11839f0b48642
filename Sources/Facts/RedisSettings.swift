package import Model

/// What the host's Redis and Valkey servers are set to, and a few of their numbers.
///
/// A server that answers on loopback without a password says it itself (`source` is `redis-cli`); else its configuration file does,
/// where this user may read it, and then without includes, what `CONFIG SET` changed and the defaults. Names of settings
/// are in lower case. Passwords and whatever else is secret are only said to be `set`. Servers in containers are left out.
///
/// Source: redis.conf of Redis 7.0; commands `CONFIG GET` and `INFO`; `redis-cli --help`, `--no-raw`.
package struct RedisSettings: Fact {
    package static let table = Table(
        "redis_settings", "A setting or a number of a Redis or Valkey server.",
        [
            .text("instance", "Port or socket of the server"),
            .text(
                "name", "Setting, number of `INFO`, `running` (1 or 0), or `source`: redis-cli or the file"),
            .text(
                "value",
                "As the server writes it; `set` for what is secret, empty for a secret that is not set"),
        ], key: ["instance", "name"])
    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        status=0 answered='' unanswered=''
        wanted='^(bind|protected-mode|port|tls-port|tls-auth-clients|tls-replication|unixsocket|unixsocketperm|requirepass|masterauth|masteruser|aclfile|user|rename-command|maxmemory|maxmemory-policy|maxclients|appendonly|appendfsync|save|dir|logfile|loglevel|syslog-enabled|daemonize|supervised|databases|timeout|tcp-keepalive|replicaof|slaveof|replica-read-only|min-replicas-to-write|enable-debug-command|enable-module-command|enable-protected-configs|redis_version|valkey_version|server_name|redis_mode|role|config_file|executable|tcp_port|uptime_in_seconds|used_memory|used_memory_rss|total_system_memory|mem_fragmentation_ratio|connected_clients|blocked_clients|connected_slaves|master_link_status|rdb_last_save_time|rdb_last_bgsave_status|rdb_changes_since_last_save|aof_enabled|aof_last_write_status|aof_last_bgrewrite_status|evicted_keys|expired_keys|rejected_connections|keyspace_hits|keyspace_misses)$'
        rows="$escape"'
            function put(name, value) {
                name = tolower(name)
                if (name !~ wanted) return
                if (name ~ /^(requirepass|masterauth|user|rename-command)$/) value = value == "" || value == "\"\"" ? "" : "set"
                print escape(instance) "\t" escape(name) "\t" escape(value)
            }'
        # Reads the files that are named; the first port or socket in one is its instance.
        configured() {
            for file; do
                [ -e "$file" ] || continue
                found=1
                if [ ! -r "$file" ]; then status=13; continue; fi
                instance=$(awk '{ sub(/\r$/, "") } tolower($1) == "port" { port = $2 } tolower($1) == "unixsocket" { socket = $2 } END { if (port == "0" && socket != "") print socket; else print port == "" ? 6379 : port }' "$file")
                case " $answered " in *" $instance "*) continue ;; esac
                answered="$answered $instance"
                case " $unanswered " in *" $instance "*) running=1 ;; *) running=0 ;; esac
                awk -v wanted="$wanted" -v running="$running" "$rows"'
                    BEGIN { instance = ARGV[2]; ARGV[2] = ""; put_source() }
                    function put_source() { print escape(instance) "\tsource\t" escape(ARGV[1]); print escape(instance) "\trunning\t" running }
                    { sub(/\r$/, "") }
                    /^[ \t]*[A-Za-z]/ {
                        name = tolower($1); value = $0; sub(/^[ \t]*[^ \t]+[ \t]*/, "", value); sub(/[ \t]+$/, "", value)
                        if (name == "save" && value == "\"\"") value = ""
                        if (name in seen && name == "save") seen[name] = seen[name] " " value; else seen[name] = value
                    }
                    END { for (name in seen) put(name, seen[name]) }' "$file" "$instance" | sort
            done
        }
        ask() { timeout 3 "$client" -h 127.0.0.1 -p "$1" --no-raw "$2" "$3" ${4+"$4"} 2>/dev/null; }
        # `redis-server 127.0.0.1:6379` is how a server names its process: port 0 listens on a socket only.
        # shellcheck disable=SC2013 # These paths have no blanks.
        for process in $(grep -lsxE 'redis-server|valkey-server' /proc/[0-9]*/comm); do
            process=${process%/comm}
            ! grep -qE 'docker|containerd|kubepods|libpod|/lxc' "$process/cgroup" 2>/dev/null || continue
            found=1
            port=$(tr '\0' ' ' 2>/dev/null <"$process/cmdline" | sed -n 's/^[^ ]*\(redis\|valkey\)-server [^ ]*:\([0-9][0-9]*\).*/\2/p')
            client=
            for name in redis-cli valkey-cli; do ! have "$name" || client=$name; done
            [ "${port:-0}" -gt 0 ] || continue
            unanswered="$unanswered $port"
            [ -n "$client" ] || continue
            reply=$(ask "$port" CONFIG GET '*')
            # Else it wants a password, or the command is renamed.
            case $reply in *'1) "'*) ;; *) continue ;; esac
            answered="$answered $port"
            printf '%s\tsource\tredis-cli\n%s\trunning\t1\n' "$port" "$port"
            printf '%s\n' "$reply" | awk -v wanted="$wanted" -v instance="$port" "$rows"'
                { sub(/^ *[0-9]+\) "/, ""); sub(/"$/, ""); if (NR % 2) name = $0; else put(name, $0) }'
            timeout 3 "$client" -h 127.0.0.1 -p "$port" INFO 2>/dev/null | awk -v wanted="$wanted" -v instance="$port" "$rows"'
                { sub(/\r$/, "") }
                /^max(clients|memory):/ { next }
                /^[a-z_]+:/ { name = $0; sub(/:.*/, "", name); value = substr($0, length(name) + 2); put(name, value) }'
        done
        configured /etc/redis/*.conf /etc/redis.conf /etc/valkey/*.conf /etc/redis/*/*.conf
        for folder in /etc/redis /etc/valkey; do
            # Debian's folder is for the group redis: what is in it cannot be seen.
            if [ -d "$folder" ] && [ ! -r "$folder" ]; then found=1 status=13; fi
        done
        for port in $unanswered; do
            case " $answered " in *" $port "*) ;; *) status=13 ;; esac
        done
        [ -n "${found-}" ] || have redis-server || have valkey-server || absent
        if [ "$status" != 0 ]; then
            echo "a Redis server wants a password or has a configuration that only root and its own group may read" >&2
        fi
        exit "$status"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        // Redis keeps its settings in no order.
        try output.tabbed(fields: 3).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { fields in
            [.text(fields[0]), .text(fields[1]), .text(masked(fields[2]))]
        }
    }
}
