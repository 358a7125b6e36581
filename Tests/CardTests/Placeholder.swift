// CardTests
