#!/bin/bash
# The docker of Debian's package docker.io, whose daemon starts when it is first called, as in Netlab. NETLAB_DOCKER is
# where the packages docker.io, containerd and runc lie, if they are not installed.
usr=${NETLAB_DOCKER:-}/usr
export PATH="$usr/bin:$usr/sbin:$PATH"
docker() { "$usr/bin/docker" "$@"; }

# Images with nothing but the host's own programs in them: `image NAME PROGRAMS CHANGE…`.
image() {
  local name=$1 programs=$2 root=/mnt/images/${1//\//-} change changes=()
  shift 2
  mkdir -p "$root"/{bin,etc,proc,sys,tmp,var,root,usr}
  ln -s bin "$root/sbin"
  ln -s ../bin "$root/usr/bin"
  echo root:x:0:0:root:/root:/bin/sh > "$root/etc/passwd"
  for program in sh cat echo hostname ls sleep true pwd env sed grep head wc tr sort ln readlink getent $programs; do
    file=$(readlink -f "$(PATH=/usr/sbin:/usr/bin:/sbin:/bin type -P "$program")")
    cp "$file" "$root/bin/$program"
    libraries "$file"
  done
  case " $programs " in *' iptables '*)
    mkdir -p "$root/usr/lib/x86_64-linux-gnu"
    cp -r /usr/lib/x86_64-linux-gnu/xtables "$root/usr/lib/x86_64-linux-gnu/" ;;
  esac
  for file in /lib/x86_64-linux-gnu/libnss_{files,dns}.so.2; do
    [ ! -e "$file" ] || { mkdir -p "$root/lib/x86_64-linux-gnu" && cp -L "$file" "$root/lib/x86_64-linux-gnu/"; }
  done
  printf '#!/bin/sh\nexec sleep infinity\n' > "$root/bin/serve"
  chmod +x "$root/bin/serve"
  ln -s serve "$root/bin/httpd-foreground"
  ln -s bin/serve "$root/docker-entrypoint.sh"
  ln -s bin/serve "$root/whoami"
  for change; do changes+=(--change "$change"); done
  tar -C "$root" -c . | docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "${changes[@]}" - "$name" > /dev/null
}

libraries() {
  local library
  for library in $(ldd "$1" | grep -o '/[^ ]*'); do
    mkdir -p "$root${library%/*}"
    cp -L "$library" "$root$library"
  done
}

if [ ! -e /run/docker.sock ]; then
  type dockerd > /dev/null || exit
  setsid dockerd < /dev/null > /mnt/log 2>&1 &
  for _ in {1..300}; do
    docker version > /dev/null 2>&1 && break
    sleep 0.1
  done
  small='ip ping ifconfig route arp netstat nc arping sysctl'
  image alpine "$small" 'CMD ["/bin/sh"]'
  image nginx bash 'ENTRYPOINT ["/docker-entrypoint.sh"]' 'CMD ["nginx", "-g", "daemon off;"]' 'EXPOSE 80'
  image httpd bash 'CMD ["httpd-foreground"]' 'EXPOSE 80'
  image traefik/whoami '' 'ENTRYPOINT ["/whoami"]' 'EXPOSE 80'
  image nicolaka/netshoot "$small bash curl ss iptables iptables-save conntrack tcpdump" 'CMD ["zsh"]'
fi
exec "$usr/bin/docker" "$@"
