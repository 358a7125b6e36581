// The hall board follows the queue by itself.
const board = document.getElementById("board");
const source = new EventSource("/board/events");
source.addEventListener("board", (event) => { board.innerHTML = JSON.parse(event.data).html; });
source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
});
