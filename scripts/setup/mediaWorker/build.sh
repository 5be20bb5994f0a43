#!/usr/bin/env bash
# Builds mediasoup's worker from the sources in its npm package, with Debian's libraries in place of those that it would download.
# Usage: build.sh FOLDER_OF_MEDIASOUP PROGRAM
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source=$(cd "$1" && pwd)
program=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/mediasoup-worker.XXXXXX")
trap 'rm -rf "$work"' EXIT
cp -r "$source/worker" "$work/worker"
cd "$work/worker"
# What these name would be downloaded.
rm -f subprojects/*.wrap
cp -r "$here/overlay/." subprojects/
# Debian 12 has 1.0.1, which will do.
sed -i "s/meson_version: '>= 1.1.0'/meson_version: '>= 1.0.0'/" meson.build
# The BIO callback gives the real result of every call that returns. As shipped it answers 1 to each BIO_ctrl(), so that an OpenSSL that was
# built with kTLS, as Debian's is, believes that kTLS is on, allocates no buffer and crashes at the first DTLS handshake.
sed -i 's/(operationType == BIO_CB_RETURN) ? static_cast<long>(ret) : 1;/((operationType \& BIO_CB_RETURN) != 0) ? static_cast<long>(ret) : 1;/' src/RTC/DtlsTransport.cpp
grep -q '(operationType & BIO_CB_RETURN) != 0' src/RTC/DtlsTransport.cpp || {
  echo 'DtlsTransport.cpp has changed: look at the patch in build.sh again.' >&2
  exit 1
}
# Headers compiled once halve the time.
mkdir pch
cp "$here/pch.hpp" pch/pch.hpp
sed -i "s/^  cpp_args: cpp_args + \['-DMS_EXECUTABLE'\],$/&\n  cpp_pch: 'pch\/pch.hpp',/" meson.build
grep -q cpp_pch meson.build
meson setup --buildtype release -Doptimization=2 -Db_ndebug=true out/build > setup.log || {
  tail -40 setup.log >&2
  exit 1
}
# First: the objects of libwebrtc need it and do not say so.
meson compile -C out/build flatbuffers-generator > /dev/null
ninja -C out/build mediasoup-worker
mkdir -p "$(dirname "$program")"
strip -o "$program.partial" out/build/mediasoup-worker
mv "$program.partial" "$program"
