// The other window may be gone in a moment: asks again by itself.
setTimeout(() => location.reload(), 3000);
