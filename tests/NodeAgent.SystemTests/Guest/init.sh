#!/bin/sh
# PID 1 of the test guest, run by busybox.
export PATH=/bin HOME=/root TERM=dumb
mkdir -p /proc /sys /dev /run /tmp /root
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp
ip link set lo up
while read -r module; do
    insmod "$module" || echo "init: insmod $module failed"
done < /modules/list

# The host's requests, one at a time on each port:
#   RUN id seconds length LF script  ->  DONE id exit-code stdout-bytes stderr-bytes LF stdout stderr
serve() {
    while read -r verb id seconds length; do
        f=/run/request.${1##*/}.$id
        head -c "$length" > "$f.sh"
        timeout -s KILL "$seconds" setsid sh "$f.sh" < /dev/null > "$f.out" 2> "$f.err"
        code=$?
        echo "DONE $id $code $(stat -c %s "$f.out") $(stat -c %s "$f.err")"
        cat "$f.out" "$f.err"
        rm -f "$f".*
    done
}

# Opened once for both directions: a second opener of such a port gets EBUSY. An end of file says that the host's end
# is not there yet.
for port in /sys/class/virtio-ports/*; do
    while :; do
        serve "/dev/${port##*/}" 0<> "/dev/${port##*/}" 1>&0
        usleep 20000
    done &
done

# The kernel panics when PID 1 ends; wait also reaps orphans.
while :; do
    wait
    sleep 1
done
